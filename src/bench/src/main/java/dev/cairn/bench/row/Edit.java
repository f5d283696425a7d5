package dev.cairn.bench.row;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/// What a person does to a large file.
enum Edit {
    INSERT("1 byte inserted in the middle") {
        @Override
        void apply(Path file, SplittableRandom random) throws IOException {
            insert(file, Files.size(file) / 2 + random.nextInt(1 << 20), one(random));
        }
    },
    OVERWRITE("1 byte overwritten") {
        @Override
        void apply(Path file, SplittableRandom random) throws IOException {
            overwrite(file, random.nextLong(Files.size(file)), one(random));
        }
    },
    APPEND("1 byte appended") {
        @Override
        void apply(Path file, SplittableRandom random) throws IOException {
            overwrite(file, Files.size(file), one(random));
        }
    },
    MANY("1 byte overwritten at 20 places") {
        @Override
        void apply(Path file, SplittableRandom random) throws IOException {
            for (int i = 0; i < PLACES; i++) {
                overwrite(file, random.nextLong(Files.size(file)), one(random));
            }
        }
    };

    private static final int PLACES = 20;

    private final String what;

    Edit(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    abstract void apply(Path file, SplittableRandom random) throws IOException;

    private static ByteBuffer one(SplittableRandom random) {
        return ByteBuffer.wrap(new byte[] {(byte) random.nextInt()});
    }

    private static void overwrite(Path file, long at, ByteBuffer bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes, at);
        }
    }

    private static void insert(Path file, long at, ByteBuffer bytes) throws IOException {
        var longer = file.resolveSibling(file.getFileName() + ".longer");
        try (var from = FileChannel.open(file);
                var to = FileChannel.open(longer, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            copy(from, 0, at, to);
            to.write(bytes);
            copy(from, at, from.size(), to);
        }
        Files.move(longer, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(FileChannel from, long begin, long end, FileChannel to) throws IOException {
        for (long at = begin; at < end; ) {
            at += from.transferTo(at, end - at, to);
        }
    }
}
