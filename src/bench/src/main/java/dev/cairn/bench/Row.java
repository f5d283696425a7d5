package dev.cairn.bench;

import dev.cairn.bench.report.Report;

/// One line of the table of benchmarks.
///
/// @param name the row's number in the table, such as `B5`
/// @param what is measured, in a line
/// @param space that it needs on the disk at its peak, in bytes
/// @param preparation makes everything that is needed and not measured
public record Row(String name, String what, long space, Preparation preparation) {

    /// Sets the scene on a stage that is the row's alone.
    @FunctionalInterface
    public interface Preparation {
        Scene prepare(Stage stage) throws Exception;
    }

    /// A row that is ready to be measured.
    public interface Scene {

        /// How often it is measured.
        ///
        /// @param wanted by whoever started it
        default int runs(int wanted) {
            return wanted;
        }

        /// Measures once, each contender in turn.
        void measure() throws Exception;

        /// What came of it.
        Report report();
    }
}
