package dev.cairn.content.control;

import dev.cairn.tree.control.Versions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;

/// Cuts the bytes of many files, one after the other, into the entries of an archive.
final class EntryCutter extends OutputStream {

    private final ZipWriter zip;
    private final Iterator<Part> parts;
    private long left; // bytes of the open entry

    /// @param parts in the order in which their bytes come
    /// @throws IOException as of the archive, to which empty files go right away
    EntryCutter(ZipWriter zip, List<Part> parts) throws IOException {
        this.zip = zip;
        this.parts = parts.iterator();
        openNext();
    }

    /// A file in an archive.
    record Part(String path, boolean executable, Versions.Content content) {}

    private void openNext() throws IOException {
        while (left == 0 && parts.hasNext()) {
            var part = parts.next();
            zip.begin(part.path, part.content.modified(), part.content.size(), part.executable);
            left = part.content.size();
            if (left == 0) {
                zip.end();
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (left == 0) {
                throw new IllegalStateException("There are more bytes than the files have");
            }
            int count = (int) Math.min(left, end - at);
            zip.write(bytes, at, count);
            at += count;
            left -= count;
            if (left == 0) {
                zip.end();
                openNext();
            }
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }
}
