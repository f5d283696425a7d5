/// The words in which bytes travel: packs and where they are sent to or fetched from.
///
/// How an upload is carried out is not here: that is the server's `packs` and the client's
/// transfer.
@NullMarked
package dev.cairn.core.transfer;

import org.jspecify.annotations.NullMarked;
