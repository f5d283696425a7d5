/// Chromium as a contender: the pages that it opens, and what they measure.
@NullMarked
package dev.cairn.bench.browser;

import org.jspecify.annotations.NullMarked;
