package dev.cairn.client.app;

import dev.cairn.core.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./cairn client`.
@Command(
        name = "cairn client",
        description = "Keeps a folder equal to your files on a Cairn server.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SignIn.class,
            Sync.class,
            ShowStatus.class,
            Controls.Pause.class,
            Controls.Resume.class,
            Controls.Conflicts.class,
            Controls.Why.class,
            Controls.ShowPlan.class,
            Controls.Select.class,
            SignOut.class
        })
public final class Main {

    @Option(names = "--home", description = "Where the client keeps what is its own (default: ~/.cairn).")
    private Path directory = Path.of(System.getProperty("user.home"), ".cairn");

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, line, _) -> explain(failure, line))
                .execute(arguments);
    }

    Home home() {
        return Home.at(directory);
    }

    private static int explain(Exception failure, CommandLine line) {
        var error = line.getErr();
        switch (failure) {
            case ClientException told -> {
                error.println("cairn: " + told.getMessage());
                return told.code().number();
            }
            case ProblemException no -> {
                error.println("cairn: " + no.getMessage());
                return ExitCode.FAILED.number();
            }
            case ConnectException _ -> {
                error.println("cairn: the server cannot be reached");
                return ExitCode.UNREACHABLE.number();
            }
            case UncheckedIOException io -> error.println("cairn: " + io.getMessage());
            case IOException io -> error.println("cairn: " + io.getMessage());
            default -> {
                error.println("cairn: a mistake in the program; please report it:");
                failure.printStackTrace(error);
            }
        }
        return ExitCode.FAILED.number();
    }
}
