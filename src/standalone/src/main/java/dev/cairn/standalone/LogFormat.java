package dev.cairn.standalone;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// How the server writes its log.
enum LogFormat {
    TEXT("java.util.logging.SimpleFormatter"),

    /// One line an event, whatever is in it.
    JSON("fish.payara.enterprise.server.logging.JSONLogFormatter");

    static final String VARIABLE = "CAIRN_LOG_FORMAT";

    private final String formatter;

    LogFormat(String formatter) {
        this.formatter = formatter;
    }

    /// That of the variable, TEXT without one.
    ///
    /// @throws LaunchException if it names no format
    static LogFormat of(Map<String, String> environment) {
        var wanted = environment.getOrDefault(VARIABLE, "").strip();
        return wanted.isEmpty()
                ? TEXT
                : Stream.of(values())
                        .filter(format -> format.name().equals(wanted.toUpperCase(Locale.ROOT)))
                        .findAny()
                        .orElseThrow(() -> new LaunchException(
                                ExitCode.USAGE, VARIABLE + " is text or json, not '" + wanted + "'"));
    }

    /// The name of a class of `java.util.logging`'s kind.
    String formatter() {
        return formatter;
    }
}
