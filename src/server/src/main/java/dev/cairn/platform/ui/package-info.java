/// The page around every view.
@NullMarked
package dev.cairn.platform.ui;

import org.jspecify.annotations.NullMarked;
