package dev.cairn.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What was asked for on the command line of `cairn up`.
///
/// @param home the directory of the program: `src`, `payara-config` and the built files lie below
/// @param data the data directory, made at the first start
/// @param port where the pages are, 1 to 65535
/// @param storePort where the object store is, 1 to 65535; the port after `port` unless given
/// @param certificate empty for one made on the spot, where there is HTTPS
record LaunchOptions(
        Path home, Path data, Entrance entrance, int port, int storePort, Optional<GivenCertificate> certificate) {

    static final String USAGE = "cairn up [--data DIR] [--port N] [--store-port N]"
            + " [--host NAME [--listen ADDRESS]] [--https [--certificate FILE --key FILE]]";

    private static final String HTTPS = "--https";

    private static final Set<String> WITH_VALUE =
            Set.of("--data", "--port", "--store-port", "--host", "--listen", "--certificate", "--key");

    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_HTTPS_PORT = 8443;
    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern HOST = Pattern.compile("(?!-)[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*|\\[[0-9A-Fa-f:]+]");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*");

    /// Reads the arguments; each option may be written `--name value` or `--name=value`.
    ///
    /// @param home where the program lies; the data directory is `data` in it unless given
    /// @throws LaunchException `USAGE` for anything that is not understood
    static LaunchOptions parse(Path home, List<String> arguments) {
        var given = given(arguments);
        boolean https = given.containsKey(HTTPS);
        int port = port(given, "--port", https ? DEFAULT_HTTPS_PORT : DEFAULT_PORT);
        int storePort = port(given, "--store-port", port < HIGHEST_PORT ? port + 1 : port - 1);
        if (storePort == port) {
            throw usage("--port and --store-port must differ");
        }
        var data = given.containsKey("--data") ? path("--data", given.get("--data")) : home.resolve("data");
        return new LaunchOptions(home, data, entrance(given, https), port, storePort, certificate(given, https));
    }

    private static Map<String, String> given(List<String> arguments) {
        var given = new HashMap<String, String>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (WITH_VALUE.contains(name)) {
                given.put(name, value(argument, equals, rest));
            } else if (argument.equals(HTTPS)) {
                given.put(HTTPS, "");
            } else {
                throw usage("unknown option " + argument);
            }
        }
        return given;
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

    private static Entrance entrance(Map<String, String> given, boolean https) {
        var host = given.get("--host");
        if (host == null) {
            require(!given.containsKey("--listen"), "--listen needs --host");
            return new Entrance(Entrance.LOCAL.host(), Entrance.LOCAL.listen(), https);
        }
        require(HOST.matcher(host).matches(), "--host needs a name such as files.example.org, not '" + host + "'");
        var listen = given.getOrDefault("--listen", Entrance.EVERYWHERE);
        require(ADDRESS.matcher(listen).matches(), "--listen needs an address in digits, not '" + listen + "'");
        return new Entrance(host, listen, https);
    }

    private static Optional<GivenCertificate> certificate(Map<String, String> given, boolean https) {
        var chain = given.get("--certificate");
        var key = given.get("--key");
        if (chain == null && key == null) {
            return Optional.empty();
        }
        require(https && chain != null && key != null, "--https, --certificate and --key need each other");
        return Optional.of(new GivenCertificate(path("--certificate", chain), path("--key", key)));
    }

    private static Path path(String option, @Nullable String value) {
        try {
            if (value == null || value.isBlank()) {
                throw usage(option + " needs a path");
            }
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new LaunchException(ExitCode.USAGE, option + " is no path: " + value, e);
        }
    }

    private static int port(Map<String, String> given, String option, int otherwise) {
        var value = given.get(option);
        if (value == null) {
            return otherwise;
        }
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

    private static void require(boolean good, String problem) {
        if (!good) {
            throw usage(problem);
        }
    }

    private static LaunchException usage(String problem) {
        return new LaunchException(ExitCode.USAGE, problem + "; usage: " + USAGE);
    }
}
