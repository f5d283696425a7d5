/// The server, as far as a device needs it.
///
/// What is to be said to it is decided elsewhere.
@NullMarked
package dev.cairn.client.remote;

import org.jspecify.annotations.NullMarked;
