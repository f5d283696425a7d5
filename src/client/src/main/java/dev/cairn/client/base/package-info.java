/// What this device remembers: the three trees, and how far it has read the server's journal.
///
/// Everything is in memory, and what has changed is written to a store, all at once, whenever the
/// whole is consistent. What a state means is not decided here but in `reconcile`.
@NullMarked
package dev.cairn.client.base;

import org.jspecify.annotations.NullMarked;
