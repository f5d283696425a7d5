/// The frame itself.
@NullMarked
package dev.cairn.home.ui;

import org.jspecify.annotations.NullMarked;
