package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the parts of a built Cairn lie.
///
/// @param home the top of the source tree, in which everything was built
record Installation(Path home) {

    /// @throws LaunchException `START_FAILED` if anything is not built
    void requireBuilt() {
        for (Path part : new Path[] {war(), payara(), driver()}) {
            if (!Files.isRegularFile(part)) {
                throw new LaunchException(
                        ExitCode.START_FAILED, part + " is not built; run ./cairn up or ./mvnw package");
            }
        }
    }

    Path war() {
        return home.resolve("src/server/target/cairn.war");
    }

    Path payara() {
        return home.resolve("src/standalone/target/program/payara-micro.jar");
    }

    /// MariaDB's JDBC driver, for Payara.
    Path driver() {
        return home.resolve("src/standalone/target/program/mariadb-java-client.jar");
    }

    Path configuration(String name) {
        return home.resolve("payara-config").resolve(name);
    }

    /// Command files one after the other, as Payara takes only one.
    String commands(String... names) throws IOException {
        var text = new StringBuilder();
        for (String name : names) {
            text.append(Files.readString(configuration(name))).append('\n');
        }
        return text.toString();
    }

    /// The logging settings, with rotated files in place of the console.
    ///
    /// @param pattern names the files, as `java.util.logging.FileHandler` understands it
    String logging(String pattern, LogFormat format) throws IOException {
        return Files.readString(configuration("logging.properties"))
                + """

                # added by cairn up: the newest ten files of 10 MiB
                handlers = java.util.logging.FileHandler
                java.util.logging.FileHandler.pattern = %s
                java.util.logging.FileHandler.formatter = %s
                java.util.logging.FileHandler.limit = 10485760
                java.util.logging.FileHandler.count = 10
                java.util.logging.FileHandler.append = true
                java.util.logging.FileHandler.encoding = UTF-8
                """.formatted(pattern.replace("\\", "\\\\"), format.formatter());
    }
}
