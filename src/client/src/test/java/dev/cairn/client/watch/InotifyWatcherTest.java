package dev.cairn.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class InotifyWatcherTest implements Watcher.Listener {

    @TempDir
    private Path root;

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void changed(String folder) {
        heard.add(folder);
    }

    @Override
    public void lostTrack() {
        heard.add("?");
    }

    private void assertHeard(String folder) throws InterruptedException {
        String next;
        do {
            next = heard.poll(10, TimeUnit.SECONDS);
        } while (next != null && !next.equals(folder));
        assertThat(next).isEqualTo(folder);
    }

    @Test
    void a_file_that_is_being_written_is_known_to_be() throws IOException, InterruptedException {
        try (var watcher = InotifyWatcher.start(root, this)) {
            try (var file = Files.newOutputStream(root.resolve("slow"))) {
                file.write(new byte[100]);
                Files.createDirectory(root.resolve("later"));
                assertHeard("later");
                assertThat(watcher.isBeingWritten("slow")).isTrue();
                heard.clear();
            }

            assertHeard("");
            assertThat(watcher.isBeingWritten("slow")).isFalse();
        }
    }

    @Test
    void new_folders_and_folders_moved_are_watched() throws IOException, InterruptedException {
        try (var _ = InotifyWatcher.start(root, this)) {
            Files.createDirectories(root.resolve("a/b"));
            assertHeard("a/b");
            Files.writeString(root.resolve("a/b/f"), "x");
            assertHeard("a/b");

            Files.move(root.resolve("a"), root.resolve("c"));
            assertHeard("c/b");
            heard.clear();
            Files.writeString(root.resolve("c/b/g"), "x");
            assertHeard("c/b");
        }
    }

    /// It may be later than the client's look at the folder.
    @Test
    void what_came_into_a_folder_before_it_was_watched_is_told() throws IOException, InterruptedException {
        try (var _ = InotifyWatcher.start(root, this)) {
            var outside = Files.createDirectories(root.resolveSibling(root.getFileName() + "-outside"));
            Files.createDirectories(outside.resolve("a/b"));
            Files.writeString(outside.resolve("a/b/f"), "x");

            Files.move(outside, root.resolve("moved-in"));

            assertHeard("moved-in/a/b");
        }
    }

    @Test
    void the_clients_own_folder_is_not_watched() throws IOException, InterruptedException {
        Files.createDirectories(root.resolve(".cairn/drafts"));
        try (var _ = InotifyWatcher.start(root, this)) {
            Files.writeString(root.resolve(".cairn/drafts/1"), "x");
            Files.writeString(root.resolve("f"), "x");

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEmpty();
        }
    }
}
