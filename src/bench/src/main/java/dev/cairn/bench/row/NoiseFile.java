package dev.cairn.bench.row;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/// Makes files that neither compression nor dedup makes smaller.
final class NoiseFile {

    private static final int PIECE = 1024 * 1024;

    private NoiseFile() {}

    /// @param size in bytes
    /// @param seed the same one makes the same bytes
    static Path write(Path file, long size, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var piece = new byte[PIECE];
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (long left = size; left > 0; left -= PIECE) {
                random.nextBytes(piece);
                for (var rest = ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, left)); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
            }
            channel.force(false); // so that the disk is not still at it when the measuring begins
        }
        return file;
    }
}
