/// What people read: tables in Markdown, plots in SVG, and the files that hold them.
@NullMarked
package dev.cairn.bench.report;

import org.jspecify.annotations.NullMarked;
