/// Sharing: links, by which people without an account see one file or folder.
///
/// A link opens nothing that its maker may not see at that moment, nothing outside of what it was
/// made for, and only by routes of its own: what a visitor holds is worth nothing anywhere else.
@NullMarked
package dev.cairn.sharing;

import org.jspecify.annotations.NullMarked;
