package dev.cairn.client.watch;

import java.io.IOException;
import java.nio.file.Path;

/// Listens for changes in a folder and all folders below it, but not in the client's own.
public interface Watcher extends AutoCloseable {

    /// Whether somebody has a file open, and has written to it a moment ago, as far as can be told.
    ///
    /// @param path relative to the folder, names joined by `/`
    boolean isBeingWritten(String path);

    /// Whether every change is heard of, and at once.
    boolean isComplete();

    @Override
    void close();

    /// Starts the best watcher that the system has.
    static Watcher start(Path root, Listener listener) throws IOException {
        return System.getProperty("os.name").equals("Linux")
                ? InotifyWatcher.start(root, listener)
                : NioWatcher.start(root, listener);
    }

    /// Is told on the watcher's own thread.
    interface Listener {

        /// @param folder relative path; empty for the folder itself
        void changed(String folder);

        /// So much has happened that nobody knows what.
        void lostTrack();
    }
}
