/// The page's own engine for uploads and downloads, as Flow sees it.
@NullMarked
package dev.cairn.packs.ui;

import org.jspecify.annotations.NullMarked;
