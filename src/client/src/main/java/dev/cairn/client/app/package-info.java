/// The program: commands, the loop that runs the engine, and the socket by which a running client
/// is spoken to.
@NullMarked
package dev.cairn.client.app;

import org.jspecify.annotations.NullMarked;
