/// The way of the bytes: files into chunks and packs, and back.
///
/// Which file is sent or fetched, and where it goes, is decided elsewhere; nothing here changes a
/// tree.
@NullMarked
package dev.cairn.client.transfer;

import org.jspecify.annotations.NullMarked;
