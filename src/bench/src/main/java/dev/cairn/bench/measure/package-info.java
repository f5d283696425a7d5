/// Measuring: processes and the machine by `/proc`, samples and what follows from them.
///
/// What is measured is not here.
@NullMarked
package dev.cairn.bench.measure;

import org.jspecify.annotations.NullMarked;
