package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;

/// Three running clients of one person who works in all three folders at once, while some clients are
/// killed.
final class ThreeClients {

    private static final int OPERATIONS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("cairn.patience", 120));
    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final List<String> FOLDERS = List.of("", "a/", "a/deep/", "b/");
    private static final List<String> NAMES = List.of("one", "One", "two", "thrée", "four.txt");

    private final List<ClientProcess> clients = new ArrayList<>();
    private final List<Process> running = new ArrayList<>();

    /// @param directory of the three folders and homes
    static ThreeClients of(String email, RunningCairn cairn, Path directory) throws IOException, InterruptedException {
        var three = new ThreeClients();
        for (int number = 1; number <= 3; number++) {
            var client = ClientProcess.signIn(directory.resolve("client-" + number), cairn, email);
            three.clients.add(client);
            three.running.add(client.start());
        }
        return three;
    }

    /// Kills all of them.
    void stop() throws InterruptedException {
        for (var process : running) {
            process.destroyForcibly().waitFor();
        }
    }

    ClientProcess get(int number) {
        return clients.get(number);
    }

    /// Plays a tape, the same operations for the same number, and waits until all folders are equal.
    void play(long tape) throws IOException, InterruptedException {
        var random = new SplittableRandom(tape);
        for (int operation = 0; operation < OPERATIONS; operation++) {
            int number = random.nextInt(clients.size());
            if (random.nextInt(20) == 0) {
                end(number);
            } else {
                act(clients.get(number), random, "tape " + tape + " operation " + operation);
            }
            Thread.sleep(random.nextInt(40));
        }
        for (int number = 0; number < clients.size(); number++) {
            if (!running.get(number).isAlive()) {
                running.set(number, clients.get(number).start());
            }
        }
        awaitEqual(tape);
    }

    private void end(int number) throws InterruptedException {
        running.get(number).destroyForcibly().waitFor();
    }

    private static void act(ClientProcess client, SplittableRandom random, String text) throws IOException {
        var path = client.at(path(random));
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> write(path, text);
            case 4, 5 -> move(path, client.at(path(random)));
            case 6 -> move(client.at("a"), client.at("b/a"));
            case 7 -> move(client.at("b"), client.at("a/b"));
            case 8 -> delete(path);
            default -> delete(client.at("a/deep"));
        }
    }

    private static String path(SplittableRandom random) {
        return FOLDERS.get(random.nextInt(FOLDERS.size())) + NAMES.get(random.nextInt(NAMES.size()));
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.isDirectory(file)) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (FileSystemException e) {
                // the client has just moved or deleted the folder: so a person would be told
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from) && !Files.exists(to) && !to.startsWith(from)) {
            try {
                Files.createDirectories(to.getParent());
                Files.move(from, to);
            } catch (FileSystemException e) {
                // see above
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException problem) {
                try {
                    Files.deleteIfExists(folder);
                } catch (IOException e) {
                    // something has come into it meanwhile
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Waits until all folders are equal, and stay so for a while.
    ///
    /// @param tape what was played, for the message
    void awaitEqual(long tape) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<SortedMap<String, String>> before = List.of();
        while (true) {
            var now = contents();
            if (now.stream().distinct().count() == 1 && now.equals(before)) {
                return;
            }
            assertThat(System.nanoTime())
                    .as(() -> "tape " + tape + ": "
                            + clients.stream().map(ClientProcess::account).toList() + " " + now)
                    .isLessThan(end);
            before = now;
            confirmDeletes();
            Thread.sleep(QUIET);
        }
    }

    /// Who moves most of what there is while it is looked at may be asked whether it is to be deleted.
    private void confirmDeletes() throws IOException, InterruptedException {
        for (var client : clients) {
            if (client.isHeld()) {
                client.confirmDeletes();
            }
        }
    }

    private List<SortedMap<String, String>> contents() throws IOException {
        var contents = new ArrayList<SortedMap<String, String>>();
        for (var client : clients) {
            contents.add(client.contents());
        }
        return contents;
    }
}
