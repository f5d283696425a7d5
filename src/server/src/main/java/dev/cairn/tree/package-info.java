/// Trees of folders and files: nodes, versions, journal, commits, trash.
///
/// Where the bytes are is not here but in packs; how they are read is in content.
@NullMarked
package dev.cairn.tree;

import org.jspecify.annotations.NullMarked;
