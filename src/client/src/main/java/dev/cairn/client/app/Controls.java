package dev.cairn.client.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Commands that are questions to a running client.
final class Controls {

    private Controls() {}

    private abstract static class Question implements Callable<Integer> {

        @ParentCommand
        private Main main = new Main();

        abstract String line();

        @Override
        public Integer call() {
            var answer = ControlSocket.ask(main.home().socket(), line())
                    .orElseThrow(() -> new ClientException(
                            ExitCode.NOT_RUNNING, "no client is running: ./cairn client sync FOLDER"));
            System.out.println(answer);
            return ExitCode.OK.number();
        }
    }

    @Command(name = "pause", description = "Does nothing until it is resumed, across restarts.")
    static final class Pause extends Question {
        @Override
        String line() {
            return "pause";
        }
    }

    @Command(name = "resume", description = "Goes on, and tries again at once what was in trouble.")
    static final class Resume extends Question {

        @Option(names = "--deletes", description = "The many deletes that are held back are meant.")
        private boolean deletes;

        @Override
        String line() {
            return deletes ? "resume\t--deletes" : "resume";
        }
    }

    @Command(name = "conflicts", description = "Lists what was changed on two sides at once. Both are kept.")
    static final class Conflicts extends Question {
        @Override
        String line() {
            return "conflicts";
        }
    }

    @Command(name = "why", description = "Says why a file is not in sync, in a sentence.")
    static final class Why extends Question {

        @Parameters(paramLabel = "PATH", description = "Below the synced folder.")
        private String path = "";

        @Override
        String line() {
            return "why\t" + path;
        }
    }

    @Command(name = "plan", description = "Shows what would be done next, without doing it.")
    static final class ShowPlan extends Question {
        @Override
        String line() {
            return "plan";
        }
    }

    @Command(
            name = "select",
            description = "Chooses which folders are on this device; lists those that are not. Taking one away deletes"
                    + " nothing on the server.")
    static final class Select extends Question {

        @Option(names = "--add", paramLabel = "FOLDER", description = "Have it on this device.")
        private List<String> added = new ArrayList<>();

        @Option(names = "--remove", paramLabel = "FOLDER", description = "Do not have it on this device.")
        private List<String> removed = new ArrayList<>();

        @Override
        String line() {
            var words = new ArrayList<>(List.of("select"));
            added.forEach(folder -> words.add("+" + folder));
            removed.forEach(folder -> words.add("-" + folder));
            return String.join("\t", words);
        }
    }
}
