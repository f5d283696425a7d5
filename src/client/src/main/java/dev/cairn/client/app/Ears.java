package dev.cairn.client.app;

import dev.cairn.client.watch.Watcher;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Connects the watcher with the loop. The engine asks it whether a file is being written before
/// there is a watcher, too.
final class Ears {

    /// Where nothing tells when a file is whole, how long it must not have been written.
    private static final Duration SETTLE = Duration.ofMillis(400);

    private volatile @Nullable Watcher watcher;

    Duration settle() {
        return System.getProperty("os.name").equals("Linux") ? Duration.ZERO : SETTLE;
    }

    boolean isBeingWritten(String path) {
        var listening = watcher;
        return listening != null && listening.isBeingWritten(path);
    }

    Watcher listen(Client client, SyncLoop loop) throws IOException {
        var started = Watcher.start(client.folder(), new Watcher.Listener() {
            @Override
            public void changed(String folder) {
                loop.tell(() -> client.engine().folderChanged(folder));
            }

            @Override
            public void lostTrack() {
                loop.tell(client.engine()::anythingChanged);
            }
        });
        watcher = started;
        return started;
    }
}
