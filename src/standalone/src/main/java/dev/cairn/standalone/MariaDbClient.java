package dev.cairn.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// MariaDB's own programs, speaking to a server through its socket as the system user who owns its files: no
/// password is needed, and none stands on a command line.
///
/// @param files the server's directory of data, where its socket is
record MariaDbClient(MariaDbProgram program, Path files) {

    /// Carries statements out.
    ///
    /// @return the rows of their answers: columns apart by tabs, without names
    /// @throws LaunchException `START_FAILED` with what the server said
    String run(String statements) throws InterruptedException {
        return end(client("--batch", "--raw", "--skip-column-names"), statements);
    }

    /// Asks one question.
    ///
    /// @return each column on a line of its own, after its name and a colon
    String ask(String question) throws InterruptedException {
        return end(client("--batch", "--raw", "--vertical"), question);
    }

    /// Carries out what [#dump] has written. None of it gets into this server's own log of changes.
    void restore(Path script) throws InterruptedException {
        end(client("--init-command=SET sql_log_bin = 0").redirectInput(script.toFile()), "");
    }

    /// Writes the schema with all it holds into a script, as of one moment, with where in the binary log that was.
    void dump(Path script) throws InterruptedException {
        end(
                builder(
                                "mariadb-dump",
                                "--single-transaction",
                                "--master-data=1",
                                "--gtid",
                                "--hex-blob",
                                "--databases",
                                Database.SCHEMA)
                        .redirectOutput(script.toFile()),
                "");
    }

    private ProcessBuilder client(String... options) {
        return builder("mariadb", options);
    }

    private ProcessBuilder builder(String name, String... options) {
        var command = new ArrayList<String>();
        command.add(program.home().resolve("bin").resolve(name).toString());
        command.addAll(List.of("--no-defaults", "--skip-ssl", "--socket=mysql.sock")); // relative: paths are short
        command.add("--user=" + System.getProperty("user.name"));
        command.add("--default-character-set=utf8mb4");
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).directory(files.toFile());
        builder.environment().clear();
        return builder;
    }

    private static String end(ProcessBuilder builder, String input) throws InterruptedException {
        try {
            var process = builder.start();
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(input);
            } catch (IOException _) {
                // it has ended early, and says why
            }
            try {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new LaunchException(ExitCode.START_FAILED, "The database refuses: " + errors.strip());
                }
                return said.strip();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new LaunchException(ExitCode.START_FAILED, "The database cannot be told: " + e.getMessage(), e);
        }
    }
}
