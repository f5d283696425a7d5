/// The rows of the table of benchmarks, a class each.
@NullMarked
package dev.cairn.bench.row;

import org.jspecify.annotations.NullMarked;
