/// Looks at the disk, and finds out which file is which.
///
/// What is to be done about it is not decided here.
@NullMarked
package dev.cairn.client.scan;

import org.jspecify.annotations.NullMarked;
