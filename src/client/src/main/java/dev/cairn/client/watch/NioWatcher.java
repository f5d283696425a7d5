package dev.cairn.client.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.cairn.client.disk.Disk;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Listens by `WatchService`, which every system has. It does not say when a file is whole, and on
/// macOS it looks only every few seconds.
final class NioWatcher implements Watcher {

    private final Path root;
    private final Listener listener;
    private final WatchService service;
    private final Map<WatchKey, Path> folders = new ConcurrentHashMap<>();

    private NioWatcher(Path root, Listener listener) throws IOException {
        this.root = root;
        this.listener = listener;
        this.service = root.getFileSystem().newWatchService();
        watch(root);
    }

    static NioWatcher start(Path root, Listener listener) throws IOException {
        var watcher = new NioWatcher(root, listener);
        Thread.ofPlatform().daemon().name("watcher").start(watcher::run);
        return watcher;
    }

    @Override
    public boolean isBeingWritten(String path) {
        return false;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            // it is not used any more
        }
    }

    private void run() {
        try {
            while (true) {
                take(service.take());
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // closed: nobody listens any more
        }
    }

    private void take(WatchKey key) {
        var folder = folders.get(key);
        if (folder == null) {
            return;
        }
        boolean changed = false;
        for (var event : key.pollEvents()) {
            if (event.kind() == OVERFLOW) {
                listener.lostTrack();
                continue;
            }
            var path = folder.resolve((Path) event.context());
            if (path.equals(root.resolve(Disk.OWN))) {
                continue;
            }
            if (event.kind() == ENTRY_CREATE && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                watch(path);
            }
            changed = true;
        }
        if (!key.reset()) {
            folders.remove(key);
        }
        if (changed) {
            listener.changed(root.relativize(folder).toString().replace('\\', '/'));
        }
    }

    private void watch(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
                        throws IOException {
                    if (visited.equals(root.resolve(Disk.OWN))) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    folders.put(visited.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY), visited);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            listener.lostTrack();
        }
    }
}
