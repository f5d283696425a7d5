/// The views of folders and trash.
@NullMarked
package dev.cairn.tree.ui;

import org.jspecify.annotations.NullMarked;
