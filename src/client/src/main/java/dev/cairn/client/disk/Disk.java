package dev.cairn.client.disk;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A folder that is kept in sync.
///
/// Paths are names joined by `/`, relative to that folder; the folder itself is the empty path. No
/// symbolic link is ever followed: a path that leads through one is not there. Every method may
/// throw [IOException], and has then done nothing or the whole of what it is for.
public interface Disk {

    /// Where entries wait that are about to swap their names; no part of the tree.
    String PARKING = ".cairn/parked";

    /// The folder of everything that belongs to the client itself.
    String OWN = ".cairn";

    /// What is in a folder, but for [#OWN], in no particular order.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is no such folder
    List<Listed> list(String folder) throws IOException;

    /// Empty if there is nothing.
    Optional<Stat> stat(String path) throws IOException;

    /// Opens a file for reading from its beginning.
    InputStream read(String path) throws IOException;

    /// Reads a part of a file.
    ///
    /// @throws java.io.EOFException if the file ends before
    byte[] read(String path, long offset, int length) throws IOException;

    /// A new, empty file that no name of the tree leads to yet.
    Draft draft() throws IOException;

    /// Moves a finished draft to its name, in one step: whoever looks sees the old file or the new.
    ///
    /// @param expected what is there, and is replaced; null if nothing may be there
    /// @return the new file as it is there
    /// @throws DiskChangedException if something else is there
    Stat place(Draft draft, String path, @Nullable Stat expected) throws IOException;

    /// @throws java.nio.file.FileAlreadyExistsException if there is something of this name
    Stat makeFolder(String path) throws IOException;

    /// Renames or moves; with a folder all that is in it.
    ///
    /// @param expected what is moved
    /// @throws DiskChangedException if something else is at `from`, or anything at `to`
    Stat move(String from, Stat expected, String to) throws IOException;

    /// Makes a file executable, or no longer.
    ///
    /// @throws DiskChangedException if something else than `expected` is there
    Stat setExecutable(String path, Stat expected, boolean executable) throws IOException;

    /// Deletes a file.
    ///
    /// @throws DiskChangedException if something else than `expected` is there
    void delete(String path, Stat expected) throws IOException;

    /// Deletes an empty folder.
    ///
    /// @throws java.nio.file.DirectoryNotEmptyException if it is not empty
    void deleteFolder(String path) throws IOException;

    /// Removes drafts that were never placed.
    void removeDrafts() throws IOException;

    /// Whether the folder is the one that was once marked, and not an empty mount point.
    boolean isMarked(String mark) throws IOException;

    /// Marks the folder for [#isMarked].
    void mark(String mark) throws IOException;

    /// Whether the disk can tell a file that is executable.
    boolean knowsExecutable();

    /// How names of the tree are written on this disk.
    DiskNames names();

    /// One entry of a folder.
    record Listed(String name, Stat stat) {}

    /// A file in the making. Closing one that was not placed removes it.
    interface Draft extends AutoCloseable {

        void write(long offset, byte[] bytes) throws IOException;

        byte[] read(long offset, int length) throws IOException;

        /// Makes sure that it survives a loss of power.
        ///
        /// @param modified nanoseconds since 1970
        void finish(long modified, boolean executable) throws IOException;

        @Override
        void close();
    }
}
