package dev.cairn.bench.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/// What a request carries; can be sent again.
public sealed interface Body {

    /// In bytes.
    long length();

    /// Sends all of it.
    void sendTo(SocketChannel socket) throws IOException;

    static Body none() {
        return new Bytes(ByteBuffer.allocate(0));
    }

    static Body of(byte[] bytes) {
        return new Bytes(ByteBuffer.wrap(bytes));
    }

    /// Bytes that are in memory.
    ///
    /// @param buffer from its position to its limit; a direct one saves a copy
    record Bytes(ByteBuffer buffer) implements Body {

        @Override
        public long length() {
            return buffer.remaining();
        }

        @Override
        public void sendTo(SocketChannel socket) throws IOException {
            for (var rest = buffer.duplicate(); rest.hasRemaining(); ) {
                socket.write(rest);
            }
        }
    }

    /// Pieces of a file, one after the other. The kernel sends them from its page cache, so they
    /// take no memory of ours, whatever their size.
    ///
    /// @param file stays open until the body has been sent
    record FilePieces(FileChannel file, List<Piece> pieces) implements Body {

        public FilePieces {
            pieces = List.copyOf(pieces);
        }

        @Override
        public long length() {
            return pieces.stream().mapToLong(Piece::length).sum();
        }

        @Override
        public void sendTo(SocketChannel socket) throws IOException {
            for (var piece : pieces) {
                long end = piece.offset + piece.length;
                for (long at = piece.offset; at < end; ) {
                    long sent = file.transferTo(at, end - at, socket);
                    if (sent == 0 && at >= file.size()) {
                        throw new EOFException("The file has become shorter");
                    }
                    at += sent;
                }
            }
        }
    }

    /// A piece of a file.
    ///
    /// @param offset in bytes from the file's start
    /// @param length in bytes
    record Piece(long offset, long length) {}
}
