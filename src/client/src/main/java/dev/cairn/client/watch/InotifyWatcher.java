package dev.cairn.client.watch;

import dev.cairn.client.disk.Disk;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Listens by inotify. One platform thread waits in the system; nothing is asked twice.
final class InotifyWatcher implements Watcher {

    private static final int MASK = Inotify.MODIFY
            | Inotify.ATTRIB
            | Inotify.CLOSE_WRITE
            | Inotify.MOVED_FROM
            | Inotify.MOVED_TO
            | Inotify.CREATE
            | Inotify.DELETE
            | Inotify.ONLY_FOLDERS
            | Inotify.DO_NOT_FOLLOW;

    /// A file that stays open is taken for whole when nobody has written to it for so long …
    private static final long QUIET = Duration.ofSeconds(2).toNanos();

    /// … or when it has been written to without a pause for so long.
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final Path root;
    private final Listener listener;
    private final Inotify inotify;
    private final Map<Integer, String> folders = new HashMap<>();
    private final Map<String, Writing> writing = new ConcurrentHashMap<>();
    private final int rootWatch;
    private volatile boolean complete = true;
    private volatile boolean closed;

    private record Writing(long since, long last) {}

    private InotifyWatcher(Path root, Listener listener) throws IOException {
        this.root = root;
        this.listener = listener;
        this.inotify = new Inotify();
        watch("", new LinkedHashSet<>());
        this.rootWatch = folders.entrySet().stream()
                .filter(folder -> folder.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IOException("The folder cannot be watched: " + root));
    }

    static InotifyWatcher start(Path root, Listener listener) throws IOException {
        var watcher = new InotifyWatcher(root, listener);
        Thread.ofPlatform().daemon().name("watcher").start(watcher::run);
        return watcher;
    }

    @Override
    public boolean isBeingWritten(String path) {
        var state = writing.get(path);
        long now = System.nanoTime();
        return state != null && now - state.last < QUIET && now - state.since < PATIENCE;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public void close() {
        closed = true;
        inotify.unwatch(rootWatch); // its last event wakes the thread
    }

    private void run() {
        try {
            while (!closed) {
                take(inotify.read());
            }
        } catch (IOException e) {
            complete = false;
            listener.lostTrack();
        } finally {
            inotify.close();
        }
    }

    private void take(List<Inotify.Event> events) {
        var changed = new LinkedHashSet<String>();
        for (var event : events) {
            if (event.is(Inotify.OVERFLOW)) {
                watch("", new LinkedHashSet<>());
                writing.clear();
                listener.lostTrack();
                continue;
            }
            if (event.is(Inotify.IGNORED)) {
                folders.remove(event.watch());
                continue;
            }
            var folder = folders.get(event.watch());
            if (folder != null && !(folder.isEmpty() && event.name().equals(Disk.OWN))) {
                take(event, folder, changed);
            }
        }
        changed.forEach(listener::changed);
    }

    private void take(Inotify.Event event, String folder, Set<String> changed) {
        var path = folder.isEmpty() ? event.name() : folder + "/" + event.name();
        if (event.is(Inotify.IS_FOLDER)) {
            changed.add(folder);
            if (event.is(Inotify.MOVED_FROM)) {
                unwatch(path);
            } else if (event.is(Inotify.MOVED_TO | Inotify.CREATE)) {
                watch(path, changed);
            }
        } else if (event.is(Inotify.MODIFY)) {
            long now = System.nanoTime();
            writing.merge(path, new Writing(now, now), (before, _) -> new Writing(before.since, now));
        } else {
            if (event.is(Inotify.CLOSE_WRITE | Inotify.MOVED_FROM | Inotify.DELETE)) {
                writing.remove(path);
            }
            changed.add(folder);
        }
    }

    /// Watches a folder and all below it. Something may have come into them before they were watched,
    /// and after the client looked at them: so each is told as changed.
    private void watch(String folder, Set<String> changed) {
        try {
            Files.walkFileTree(root.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    var path = root.relativize(visited).toString();
                    if (path.equals(Disk.OWN) || !watchOne(visited, path)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    changed.add(path);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            complete = false;
        }
    }

    private boolean watchOne(Path folder, String path) {
        try {
            int number = inotify.watch(folder.toString(), MASK);
            if (number >= 0) {
                folders.put(number, path);
            }
            return number >= 0;
        } catch (Inotify.TooManyFoldersException e) {
            complete = false;
            return false;
        }
    }

    private void unwatch(String folder) {
        var gone = folders.entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(folder) || entry.getValue().startsWith(folder + "/"))
                .map(Map.Entry::getKey)
                .toList();
        for (int number : gone) {
            folders.remove(number);
            inotify.unwatch(number);
        }
    }
}
