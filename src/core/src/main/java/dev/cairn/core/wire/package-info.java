/// The one form of JSON that server and client speak.
///
/// What is said in it is not here but in `content`, `sync` and `problem`.
@NullMarked
package dev.cairn.core.wire;

import org.jspecify.annotations.NullMarked;
