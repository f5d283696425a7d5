/// What nothing needs any more: chunks, manifests and packs, and the space that they take.
///
/// Not here: what people delete, restore and keep, which is in `tree`; reading packs to see whether
/// they are whole, which is in `packs`.
@NullMarked
package dev.cairn.collector;

import org.jspecify.annotations.NullMarked;
