package dev.cairn.bench.client;

import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Chunker;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a file from its start to its end and finds where it is cut. For one thread.
final class FileCutter {

    /// Bytes of a window beyond the longest chunk: large enough that little is carried over to the
    /// next, small enough that some of them stay in the processor's cache.
    private static final int WINDOW = 4 * 1024 * 1024;

    /// Read at once, in bytes: what is copied through here stays in the processor's cache.
    private static final int READ = 256 * 1024;

    private final ByteBuffer through = ByteBuffer.allocateDirect(READ);

    private final FileChannel file;
    private final long size;
    private final ChunkSizes sizes;
    private final Chunker chunker;

    /// Bytes behind the last cut, which belong to the next window.
    private byte[] carried = {};

    private int carriedLength;
    private long offset;

    /// @param size of the file in bytes; if it turns out to be shorter, reading fails
    FileCutter(FileChannel file, long size, ChunkSizes sizes) {
        this.file = file;
        this.size = size;
        this.sizes = sizes;
        this.chunker = new Chunker(sizes);
    }

    /// How many bytes a window's array must have.
    int windowLength() {
        return (int) Math.min(WINDOW + (long) sizes.maximum(), Math.max(1, size));
    }

    /// The next window, in an array that nobody else uses; null at the file's end.
    @Nullable
    Window next(byte[] bytes) throws IOException {
        if (offset == size) {
            return null;
        }
        System.arraycopy(carried, 0, bytes, 0, carriedLength);
        int length = (int) Math.min(bytes.length, size - offset);
        read(bytes, carriedLength, length);
        boolean last = offset + length == size;
        var ends = cut(bytes, length, last);
        int cut = ends.length == 0 ? 0 : ends[ends.length - 1];
        var window = new Window(bytes, offset, ends);
        offset += cut;
        carry(bytes, cut, length);
        return window;
    }

    private void read(byte[] bytes, int from, int to) throws IOException {
        for (int at = from; at < to; ) {
            through.clear().limit(Math.min(READ, to - at));
            if (file.read(through, offset + at) < 0) {
                throw new EOFException("The file has become shorter while it was read");
            }
            int read = through.flip().remaining();
            through.get(bytes, at, read);
            at += read;
        }
    }

    private int[] cut(byte[] bytes, int length, boolean last) {
        var ends = new int[length / sizes.minimum() + 1];
        int count = 0;
        for (int from = 0; from < length && (last || length - from >= sizes.maximum()); ) {
            from = chunker.cut(bytes, from, length);
            ends[count++] = from;
        }
        return Arrays.copyOf(ends, count);
    }

    private void carry(byte[] bytes, int from, int to) {
        carriedLength = to - from;
        if (carried.length < carriedLength) {
            carried = new byte[sizes.maximum()];
        }
        System.arraycopy(bytes, from, carried, 0, carriedLength);
    }
}
