package dev.cairn.content.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A zip archive of some files and folders, made while it is read: the tree is walked page by page,
/// and the bytes of many small files are fetched together.
public final class Archive {

    /// Files that are looked up and fetched together.
    private static final int MOST_FILES = 200;

    /// Bytes of them: 64 MiB. A larger file comes by itself.
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final FolderBrowser browser;
    private final Downloads downloads;
    private final Reader reader;
    private final List<Entry> chosen;

    /// @param chosen what it is made of, with all that is below
    Archive(FolderBrowser browser, Downloads downloads, Reader reader, List<Entry> chosen) {
        this.browser = browser;
        this.downloads = downloads;
        this.reader = reader;
        this.chosen = List.copyOf(chosen);
    }

    /// Whoever reads an archive.
    ///
    /// @param caller who sees what is in it
    /// @param withMounts whether shared folders that hang in the chosen ones are in it
    /// @param requireRight throws once they may not read it any more; asked again and again
    public record Reader(Caller caller, boolean withMounts, Runnable requireRight) {}

    /// Writes the archive, with each file's newest content at that moment.
    ///
    /// What is deleted while the archive is written may be in it or not.
    ///
    /// @throws DamagedChunkException if the store's bytes are not what they were
    /// @throws ProblemException if a folder is gone that is being read, or the caller may not see it
    ///     any more, or was signed out
    /// @throws IOException if the reader went away, or the store did
    public void writeTo(OutputStream target) throws IOException {
        try (var zip = new ZipWriter(target)) {
            var writing = new Writing(zip);
            var names = ArchiveNames.ofChoice();
            for (var entry : chosen) {
                if (entry.parent() == null) {
                    writing.addChildren(entry, "");
                } else {
                    writing.add(entry, names.of(entry.name()));
                }
            }
            writing.sendFiles();
            zip.finish();
        }
    }

    /// A file on its way into the archive.
    private record Item(Entry entry, String path) {}

    private final class Writing {

        private final ZipWriter zip;
        private final List<Item> waiting = new ArrayList<>();
        private long bytesWaiting;

        Writing(ZipWriter zip) {
            this.zip = zip;
        }

        void add(Entry entry, String path) throws IOException {
            if (entry.isFile()) {
                addFile(new Item(entry, path));
            } else {
                zip.folder(path + "/", entry.modified());
                addChildren(entry, path + "/");
            }
        }

        void addChildren(Entry folder, String path) throws IOException {
            var names = ArchiveNames.ofFolder(name ->
                    !browser.lookUp(reader.caller, folder.id(), List.of(name)).isEmpty());
            @Nullable String cursor = null;
            do {
                var page = browser.list(reader.caller, folder.id(), Order.BY_NAME, cursor, FolderBrowser.MOST);
                for (var entry : page.entries()) {
                    if (reader.withMounts || !entry.isMount()) {
                        add(entry, path + names.of(entry.name()));
                    }
                }
                cursor = page.nextCursor();
            } while (cursor != null);
        }

        private void addFile(Item item) throws IOException {
            boolean apart =
                    !waiting.isEmpty() && !waiting.getFirst().entry.home().equals(item.entry.home());
            if (apart || waiting.size() == MOST_FILES || bytesWaiting + item.entry.size() > MOST_BYTES) {
                sendFiles();
            }
            waiting.add(item);
            bytesWaiting += item.entry.size();
        }

        /// Looks up what waits, and brings it into the archive.
        void sendFiles() throws IOException {
            reader.requireRight.run();
            if (waiting.isEmpty()) {
                return;
            }
            var found = downloads.find(
                    reader.caller, waiting.stream().map(item -> item.entry.id()).toList());
            var parts = new ArrayList<EntryCutter.Part>();
            for (int i = 0; i < waiting.size(); i++) {
                var item = waiting.get(i);
                found.get(i)
                        .ifPresent(content ->
                                parts.add(new EntryCutter.Part(item.path, item.entry.executable(), content)));
            }
            var contents =
                    downloads.read(parts.stream().map(EntryCutter.Part::content).toList());
            contents.writeTo(new EntryCutter(zip, parts), 0, contents.size());
            waiting.clear();
            bytesWaiting = 0;
        }
    }
}
