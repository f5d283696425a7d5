/// The Cairn that is measured: started by `./cairn up` in a directory of its own, as its processes
/// and its database show themselves from outside.
@NullMarked
package dev.cairn.bench.cairn;

import org.jspecify.annotations.NullMarked;
