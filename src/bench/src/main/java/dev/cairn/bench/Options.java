package dev.cairn.bench;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What was asked for on the command line of `cairn bench`.
///
/// @param rows their names; empty for all
/// @param runs how often each contender is measured
/// @param quick whether it is only tried: one run, smaller amounts, and nothing is written
/// @param data where temporary files go
/// @param out where results are written; empty for nowhere
record Options(List<String> rows, int runs, boolean quick, Path data, Optional<Path> out) {

    static final String USAGE = """
            usage: cairn bench [ROW…] [--runs N] [--quick] [--data DIR] [--out DIR]
                   cairn bench list
              --runs N     how often each contender is measured (5)
              --quick      one run with smaller amounts, to try a row; its figures mean little and are not kept
              --data DIR   where temporary files go (the system's directory for them)
              --out DIR    where results are written (src/docs/benchmarks)""";

    private static final int RUNS = 5;

    Options {
        rows = List.copyOf(rows);
    }

    /// Reads the arguments; each option may be written `--name value` or `--name=value`.
    ///
    /// @param results where results are written unless something else is said
    /// @throws IllegalArgumentException for anything that is not understood
    static Options parse(List<String> arguments, Path results) {
        var rows = new ArrayList<String>();
        int runs = RUNS;
        boolean quick = false;
        var data = Path.of(System.getProperty("java.io.tmpdir"));
        Optional<Path> out = Optional.empty();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--runs" -> runs = number(value(argument, equals, rest));
                case "--quick" -> quick = true;
                case "--data" -> data = directory(value(argument, equals, rest));
                case "--out" -> out = Optional.of(directory(value(argument, equals, rest)));
                default -> {
                    if (name.startsWith("-")) {
                        throw new IllegalArgumentException("There is no option " + argument);
                    }
                    rows.add(argument);
                }
            }
        }
        var kept = quick ? Optional.<Path>empty() : Optional.of(results);
        return new Options(rows, quick ? 1 : runs, quick, data, out.isPresent() ? out : kept);
    }

    private static String value(String argument, int equals, Iterator<String> rest) {
        if (equals >= 0) {
            return argument.substring(equals + 1);
        }
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return rest.next();
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException("--runs needs a number from 1 on, not " + text);
    }

    private static Path directory(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("Not a path: " + text, e);
        }
    }
}
