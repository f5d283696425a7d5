/// What a file is made of: chunks, the fingerprints that name them, and the manifest that orders
/// them.
///
/// Nothing in this package does I/O or knows about users, names or storage; server and client
/// compute the same answers from the same bytes because they both run this code.
@NullMarked
package dev.cairn.core.content;

import org.jspecify.annotations.NullMarked;
