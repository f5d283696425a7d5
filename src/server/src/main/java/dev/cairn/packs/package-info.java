/// Uploads, packs in the store, and which chunk is where.
///
/// Which file is made of which chunks is not here but in tree.
@NullMarked
package dev.cairn.packs;

import org.jspecify.annotations.NullMarked;
