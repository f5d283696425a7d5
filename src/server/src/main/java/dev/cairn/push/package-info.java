/// Telling devices and pages that a namespace has changed: sockets, streams, waiting calls, and from
/// one server node to the others.
///
/// What has changed is not here but in tree: who hears a hint asks there.
@NullMarked
package dev.cairn.push;

import org.jspecify.annotations.NullMarked;
