package dev.cairn.bench.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One connection, on which requests follow one another. For one thread at a time.
final class Connection implements AutoCloseable {

    /// Longest head of an answer, in bytes.
    private static final int HEAD = 32 * 1024;

    private final SocketChannel socket;
    private final ByteBuffer in = ByteBuffer.allocateDirect(HEAD).limit(0);
    private boolean used;
    private boolean reusable = true;

    private Connection(SocketChannel socket) {
        this.socket = socket;
    }

    static Connection open(SocketAddress address) throws IOException {
        var socket = SocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.connect(address);
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Whether a request was answered on it before: the server may have closed it meanwhile.
    boolean wasUsed() {
        return used;
    }

    /// Whether another request may follow.
    boolean isReusable() {
        return reusable;
    }

    /// Sends a request and hands its answer to a reader, which need not read all of it.
    ///
    /// @throws UnansweredException if the connection ended before the first byte of an answer
    <T> T send(Request request, AnswerReader<T> reader) throws IOException {
        reusable = false;
        try {
            sendAll(ByteBuffer.wrap(request.head()));
            request.body().sendTo(socket);
        } catch (IOException e) {
            return readRefusal(e, reader); // a server that refuses a body may answer before its end
        }
        return read(reader);
    }

    private <T> T readRefusal(IOException failure, AnswerReader<T> reader) throws IOException {
        try {
            return read(reader);
        } catch (UnansweredException _) {
            throw new UnansweredException(failure);
        } finally {
            reusable = false;
        }
    }

    private <T> T read(AnswerReader<T> reader) throws IOException {
        var head = readHead();
        while (head.status / 100 == 1) {
            head = readHead();
        }
        var incoming = Incoming.of(this, head.status, head.headers);
        T result = reader.read(incoming);
        used = true;
        reusable = incoming.isRead() && !"close".equalsIgnoreCase(head.headers.get("connection"));
        return result;
    }

    private Head readHead() throws IOException {
        var line = readLine(true);
        int space = line.indexOf(' ');
        if (!line.startsWith("HTTP/1.") || space < 0 || line.length() < space + 4) {
            throw new IOException("Not an answer of HTTP/1: " + line);
        }
        int status = Integer.parseInt(line, space + 1, space + 4, 10);
        var headers = new HashMap<String, String>();
        for (line = readLine(false); !line.isEmpty(); line = readLine(false)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new Head(status, headers);
    }

    /// A line without its end.
    String readLine(boolean first) throws IOException {
        for (int scanned = 0; ; ) {
            for (; scanned < in.remaining(); scanned++) {
                if (in.get(in.position() + scanned) == '\n') {
                    var line = new byte[scanned + 1];
                    in.get(line);
                    int end = scanned > 0 && line[scanned - 1] == '\r' ? scanned - 1 : scanned;
                    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
                }
            }
            if (in.remaining() == in.capacity()) {
                throw new IOException("The answer's head is too long");
            }
            in.compact();
            int read = readOrEnd(first && in.position() == 0);
            in.flip();
            if (read < 0) {
                throw new EOFException("The connection ended within an answer");
            }
        }
    }

    private int readOrEnd(boolean beforeAnswer) throws IOException {
        try {
            int read = socket.read(in);
            if (read < 0 && beforeAnswer) {
                throw new UnansweredException(new EOFException("The connection was closed"));
            }
            return read;
        } catch (UnansweredException e) {
            throw e;
        } catch (IOException e) {
            throw beforeAnswer ? new UnansweredException(e) : e;
        }
    }

    /// Reads some bytes of a body, at least one unless `target` is full.
    ///
    /// @return how many; -1 at the end of the connection
    int read(ByteBuffer target) throws IOException {
        if (!in.hasRemaining()) {
            return socket.read(target);
        }
        int length = Math.min(in.remaining(), target.remaining());
        target.put(in.slice(in.position(), length));
        in.position(in.position() + length);
        return length;
    }

    private void sendAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // it is of no more use in any case
        }
    }

    private record Head(int status, Map<String, String> headers) {}
}
