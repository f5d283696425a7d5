/// Downloads that begin in a view.
@NullMarked
package dev.cairn.content.ui;

import org.jspecify.annotations.NullMarked;
