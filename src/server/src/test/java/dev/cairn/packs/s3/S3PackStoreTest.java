package dev.cairn.packs.s3;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3PackStoreTest {

    private static final byte[] BYTES = {1, 2, 3};
    private static final int MOST_ATTEMPTS = 3;

    /// A store that closes so many connections without an answer, as one does that were idle.
    private static final class BreakingStore implements AutoCloseable {

        private final ServerSocket socket;

        BreakingStore(int breaks) throws IOException {
            socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(breaks));
        }

        private void serve(int breaks) {
            try {
                for (int i = 0; i < breaks; i++) {
                    socket.accept().close();
                }
                try (var connection = socket.accept()) {
                    var in = new BufferedInputStream(connection.getInputStream());
                    var head = new StringBuilder();
                    while (head.indexOf("\r\n\r\n") < 0) {
                        head.append((char) in.read());
                    }
                    in.readNBytes(BYTES.length);
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        S3PackStore client() {
            var url = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            var settings =
                    new Settings.Store(url, url, "us-east-1", "cairn", "access", "secret-key", true, Optional.empty());
            return new S3PackStore(settings, InstantSource.system());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void a_write_that_is_broken_off_is_tried_again() throws IOException {
        try (var server = new BreakingStore(MOST_ATTEMPTS - 1)) {
            var store = server.client();

            assertThatCode(() -> store.write("packs/1", BYTES)).doesNotThrowAnyException();
            store.close();
        }
    }

    @Test
    void a_store_that_breaks_off_all_the_time_cannot_be_reached() throws IOException {
        try (var server = new BreakingStore(Integer.MAX_VALUE)) {
            var store = server.client();

            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> store.write("packs/1", BYTES))
                    .extracting(ProblemException::type)
                    .isEqualTo(ProblemType.UNAVAILABLE);
            store.close();
        }
    }
}
