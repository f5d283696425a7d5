/// The words in which devices and server speak about trees: ids, names, operations and their
/// results, changes.
///
/// How an operation is carried out is not here: that is the server's `tree` and the client's
/// planner.
@NullMarked
package dev.cairn.core.sync;

import org.jspecify.annotations.NullMarked;
