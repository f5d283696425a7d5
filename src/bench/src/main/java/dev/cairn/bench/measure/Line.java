package dev.cairn.bench.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// How long bytes are on their way, and how many fit into it.
///
/// @param delay of one way
/// @param bytesPerSecond 0 for no limit
public record Line(Duration delay, long bytesPerSecond) {

    /// Nothing but the loopback network.
    public static final Line BARE = new Line(Duration.ZERO, 0);

    /// As between two houses: 25 ms each way, 100 Mbit/s.
    public static final Line DELAYED = new Line(Duration.ofMillis(25), 100_000_000 / 8);

    private static final int MOST_ON_THEIR_WAY = 1024;

    /// Lets bytes go to their end by this line.
    OutputStream over(OutputStream end) {
        return equals(BARE) ? end : new Late(this, end);
    }

    /// @param due by [System#nanoTime]
    private record Piece(byte[] bytes, long due) {}

    private static final class Late extends OutputStream {

        private static final Piece END = new Piece(new byte[0], 0);

        private final Line line;
        private final OutputStream end;
        private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(MOST_ON_THEIR_WAY);
        private final Thread delivery;
        private volatile boolean broken;
        private long free = System.nanoTime();

        Late(Line line, OutputStream end) {
            this.line = line;
            this.end = end;
            this.delivery = Thread.ofVirtual().name("line").start(this::deliver);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (broken) {
                throw new IOException("The other side has ended");
            }
            free = Math.max(free, System.nanoTime()) + TimeUnit.SECONDS.toNanos(1) * length / line.bytesPerSecond;
            put(new Piece(Arrays.copyOfRange(bytes, from, from + length), free + line.delay.toNanos()));
        }

        /// Returns when all has arrived.
        @Override
        public void close() throws IOException {
            put(END);
            try {
                delivery.join();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private void put(Piece piece) throws IOException {
            try {
                underWay.put(piece);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private static IOException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IOException("Interrupted", e);
        }

        private void deliver() {
            try {
                for (var piece = underWay.take(); piece != END; piece = underWay.take()) {
                    if (!broken) {
                        TimeUnit.NANOSECONDS.sleep(piece.due - System.nanoTime());
                        deliver(piece);
                    }
                }
            } catch (InterruptedException _) {
                broken = true;
            }
        }

        private void deliver(Piece piece) {
            try {
                end.write(piece.bytes);
            } catch (IOException _) {
                broken = true;
            }
        }
    }
}
