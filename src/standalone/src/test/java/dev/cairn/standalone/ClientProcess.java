package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The shipped client with a folder and a home of its own, in processes as `cairn client` starts
/// them.
final class ClientProcess {

    private static final long LIMIT_SECONDS = 180;
    private static final String PASSWORD = "correct horse battery staple";
    private static final Path BUILT =
            Path.of(System.getProperty("cairn.home")).normalize().resolve("src/client/target");

    private final Path home;
    private final Path folder;
    private final Path output;

    private ClientProcess(Path directory) throws IOException {
        home = directory.resolve("home");
        folder = Files.createDirectories(directory.resolve("folder"));
        output = directory.resolve("output");
    }

    static Path jar() {
        return BUILT.resolve("cairn-client.jar");
    }

    /// A new device of somebody who has signed up.
    static ClientProcess signIn(Path directory, RunningCairn cairn, String email)
            throws IOException, InterruptedException {
        var client = new ClientProcess(directory);
        assertThat(client.run("sign-in", "http://localhost:" + cairn.port(), email))
                .as(client::said)
                .isZero();
        return client;
    }

    Path folder() {
        return folder;
    }

    Path at(String path) {
        return folder.resolve(path);
    }

    /// Syncs until both sides are equal.
    void sync() throws IOException, InterruptedException {
        assertThat(run("sync", folder.toString(), "--once")).as(this::said).isZero();
    }

    /// Syncs under another program, such as one that kills it.
    ///
    /// @param before what comes before the command
    /// @return the exit code
    int syncUnder(List<String> before) throws IOException, InterruptedException {
        return run(before, "sync", folder.toString(), "--once");
    }

    /// Starts to sync, and goes on until it is ended.
    Process start() throws IOException {
        return builder(List.of(), "sync", folder.toString()).start();
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(), arguments);
    }

    private int run(List<String> before, String... arguments) throws IOException, InterruptedException {
        var process = builder(before, arguments).start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("It does not end: " + said());
        }
        return process.exitValue();
    }

    private ProcessBuilder builder(List<String> before, String... arguments) {
        var command = new ArrayList<>(before);
        Collections.addAll(
                command,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-Xmn16m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jar() + ":" + BUILT.resolve("lib/*"),
                "dev.cairn.client.app.Main",
                "--home",
                home.toString());
        Collections.addAll(command, arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CAIRN_PASSWORD", PASSWORD);
        return builder;
    }

    static String password() {
        return PASSWORD;
    }

    /// What the last of its processes has said so far.
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "nothing that could be read: " + e.getMessage();
        }
    }

    /// Waits until the running client says that it could not do something.
    void awaitTrouble(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        var status = ask("status", "--json");
        while (!status.contains("\"path\":\"" + path + "\"")) {
            assertThat(System.nanoTime()).as(status).isLessThan(end);
            status = ask("status", "--json");
        }
    }

    /// Whether the running client has last said that it asks before it deletes so much.
    boolean isHeld() {
        return said().lines()
                .reduce((_, last) -> last)
                .filter(last -> last.startsWith("held:"))
                .isPresent();
    }

    void confirmDeletes() throws IOException, InterruptedException {
        ask("resume", "--deletes");
    }

    /// What the running client says of itself: for the message of a test that fails.
    String account() {
        try {
            return said() + ask("status", "--json") + ask("plan");
        } catch (IOException e) {
            return said() + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return said();
        }
    }

    private String ask(String... question) throws IOException, InterruptedException {
        var process = builder(List.of(), question)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? answer : question[0] + " ended with " + process.exitValue() + ": " + answer;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "what could not be read: " + e.getMessage();
        }
    }

    /// All that is in the folder, but for the client's own: paths, folders with a slash at the end,
    /// and what is in the files.
    SortedMap<String, String> contents() throws IOException {
        var contents = new TreeMap<String, String>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                var path = folder.relativize(visited).toString();
                if (path.equals(".cairn")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!path.isEmpty()) {
                    contents.put(path + "/", "");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                contents.put(folder.relativize(file).toString(), text(file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE; // the client has just moved it
            }
        });
        return contents;
    }
}
