package dev.cairn.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What was asked for on the command line of `cairn up`.
///
/// @param home the directory of the program: `src`, `payara-config` and the built files lie below
/// @param data the data directory, made at the first start
/// @param port where the pages are, 1 to 65535
/// @param storePort where the object store is, 1 to 65535; the port after `port` unless given
record LaunchOptions(Path home, Path data, int port, int storePort) {

    static final String USAGE = "cairn up [--data DIR] [--port N] [--store-port N]";

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    /// Reads the arguments; each option may be written `--name value` or `--name=value`.
    ///
    /// @param home where the program lies; the data directory is `data` in it unless given
    /// @throws LaunchException `USAGE` for anything that is not understood
    static LaunchOptions parse(Path home, List<String> arguments) {
        Path data = home.resolve("data");
        int port = DEFAULT_PORT;
        int storePort = 0;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--data" -> data = directory(value(argument, equals, rest));
                case "--port" -> port = port(name, value(argument, equals, rest));
                case "--store-port" -> storePort = port(name, value(argument, equals, rest));
                default -> throw usage("unknown option " + argument);
            }
        }
        if (storePort == 0) {
            storePort = port < HIGHEST_PORT ? port + 1 : port - 1;
        }
        if (storePort == port) {
            throw usage("--port and --store-port must differ");
        }
        return new LaunchOptions(home, data, port, storePort);
    }

    private static String value(String argument, int equals, Iterator<String> rest) {
        if (equals >= 0) {
            return argument.substring(equals + 1);
        }
        if (!rest.hasNext()) {
            throw usage(argument + " needs a value");
        }
        return rest.next();
    }

    private static Path directory(String value) {
        try {
            if (value.isBlank()) {
                throw usage("--data needs a directory");
            }
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new LaunchException(ExitCode.USAGE, "--data is no path: " + value, e);
        }
    }

    private static int port(String option, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw usage(option + " needs a number from 1 to " + HIGHEST_PORT + ", not " + value);
    }

    private static LaunchException usage(String problem) {
        return new LaunchException(ExitCode.USAGE, problem + "; usage: " + USAGE);
    }
}
