package dev.cairn.bench.client.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/// An answer whose body is still to be read.
public final class Incoming {

    private static final int PIECE = 64 * 1024;

    private final Connection connection;
    private final int status;
    private final Map<String, String> headers;
    private final boolean chunked;

    /// Bytes of the body that are still to come; of the present chunk where it is chunked; -1 if the
    /// body ends with the connection.
    private long left;

    private boolean firstChunk = true;
    private boolean lastChunk;

    private Incoming(Connection connection, int status, Map<String, String> headers, boolean chunked, long left) {
        this.connection = connection;
        this.status = status;
        this.headers = headers;
        this.chunked = chunked;
        this.left = left;
    }

    static Incoming of(Connection connection, int status, Map<String, String> headers) {
        boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        boolean bodiless = status == 204 || status == 304;
        long length = bodiless ? 0 : Long.parseLong(headers.getOrDefault("content-length", "-1"));
        return new Incoming(connection, status, headers, chunked && !bodiless, chunked ? 0 : length);
    }

    public int status() {
        return status;
    }

    /// Reads the whole body into memory.
    public Answer readAll() throws IOException {
        var body = new ByteArrayOutputStream(left > 0 ? Math.toIntExact(left) : 1024);
        var piece = ByteBuffer.allocate((int) Math.min(PIECE, left > 0 ? left : PIECE));
        while (read(piece) >= 0) {
            body.write(piece.array(), 0, piece.position());
            piece.clear();
        }
        return new Answer(status, headers, body.toByteArray());
    }

    /// Fills the buffer.
    ///
    /// @throws EOFException if the body has fewer bytes left
    public void readFully(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (read(target) < 0) {
                throw new EOFException("The answer ended too early");
            }
        }
    }

    /// Reads some bytes, at least one unless `target` is full.
    ///
    /// @return how many; -1 at the end of the body
    public int read(ByteBuffer target) throws IOException {
        if (chunked && left == 0 && !lastChunk) {
            nextChunk();
        }
        if (left == 0) {
            return -1;
        }
        int limit = target.limit();
        if (left > 0 && left < target.remaining()) {
            target.limit(target.position() + (int) left);
        }
        int read = connection.read(target);
        target.limit(limit);
        if (read < 0 && left > 0) {
            throw new EOFException("The answer ended too early");
        }
        if (left > 0) {
            left -= read;
        }
        if (chunked && left == 0) {
            nextChunk(); // to know whether it was the last, and the connection free again
        }
        return read;
    }

    /// Source: RFC 9112, section 7.1.
    private void nextChunk() throws IOException {
        if (!firstChunk) {
            connection.readLine(false);
        }
        firstChunk = false;
        var line = connection.readLine(false);
        int end = line.indexOf(';');
        left = Long.parseLong((end < 0 ? line : line.substring(0, end)).strip(), 16);
        if (left == 0) {
            lastChunk = true;
            while (!connection.readLine(false).isEmpty()) {
                // trailers are of no interest
            }
        }
    }

    /// Whether nothing of the answer is left in the connection.
    boolean isRead() {
        return left == 0 && (!chunked || lastChunk);
    }
}
