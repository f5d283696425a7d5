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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three running clients of one person, a real server, and people who work in all three folders at
/// once; some clients are killed meanwhile. `-Dcairn.tapes` says how many lives, `-Dcairn.tape`
/// plays one alone.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ThreeClientsIT {

    private static final int TAPES = Integer.getInteger("cairn.tapes", 10);
    private static final int OPERATIONS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("cairn.patience", 120));
    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final List<String> FOLDERS = List.of("", "a/", "a/deep/", "b/");
    private static final List<String> NAMES = List.of("one", "One", "two", "thrée", "four.txt");

    @TempDir
    private Path directory;

    private final List<ClientProcess> clients = new ArrayList<>();
    private final List<Process> running = new ArrayList<>();
    private RunningCairn cairn;

    @BeforeEach
    void three_clients() throws Exception {
        assertThat(ClientProcess.jar()).as("./mvnw package -pl src/client -am").isRegularFile();
        cairn = RunningCairn.up(directory.resolve("data"));
        var email = People.signUp(cairn);
        for (int number = 1; number <= 3; number++) {
            var client = ClientProcess.signIn(directory.resolve("client-" + number), cairn, email);
            clients.add(client);
            running.add(client.start());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (var process : running) {
            process.destroyForcibly().waitFor();
        }
        if (cairn != null) {
            cairn.close();
        }
    }

    @Test
    void whatever_people_do_all_end_equal() throws Exception {
        var only = Long.getLong("cairn.tape");
        if (only != null) {
            play(only);
            return;
        }
        for (long tape = 1; tape <= TAPES; tape++) {
            play(tape);
        }
    }

    @Test
    void what_was_in_trouble_is_tried_again() throws Exception {
        var here = clients.get(0);
        var there = clients.get(1);
        write(here.at(".cairnignore"), "*.ignored");
        write(here.at("folder/file"), "text");
        awaitEqual(0);

        write(there.at("folder/x.ignored"), "text");
        delete(here.at("folder"));
        there.awaitTrouble("folder");
        delete(there.at("folder/x.ignored"));

        awaitEqual(0);
    }

    private void play(long tape) throws Exception {
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

    private void awaitEqual(long tape) throws Exception {
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
            Thread.sleep(QUIET);
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
