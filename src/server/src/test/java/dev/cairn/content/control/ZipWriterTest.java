package dev.cairn.content.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipWriterTest {

    private static final Instant MODIFIED = Instant.parse("2026-11-23T10:20:31Z");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @TempDir
    private Path disk;

    private static void file(ZipWriter zip, String path, byte[] content) throws IOException {
        zip.begin(path, MODIFIED, content.length, false);
        for (int at = 0; at < content.length; at += 70_001) {
            zip.write(content, at, Math.min(70_001, content.length - at));
        }
        zip.end();
    }

    private static byte[] noise(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /// What a reader finds that sees the bytes once and in their order.
    private Map<String, byte[]> streamed() throws IOException {
        var found = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(written.toByteArray()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(MODIFIED);
                found.put(entry.getName(), in.readAllBytes());
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                ZipWriter.SMALL - 1,
                ZipWriter.SMALL,
                ZipWriter.SMALL + 1,
                65_535 * 20,
                65_535 * 20 + 1,
                3_333_333
            })
    void every_size_comes_back(int size) throws IOException {
        var content = noise(size);

        try (var zip = new ZipWriter(written)) {
            zip.folder("ünï/", MODIFIED);
            file(zip, "ünï/one", content);
            file(zip, "two", noise(3));
            zip.finish();
        }

        var path = Files.write(disk.resolve("a.zip"), written.toByteArray());
        try (var zip = new ZipFile(path.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("ünï/", "ünï/one", "two");
            var entry = zip.getEntry("ünï/one");
            assertThat(entry.getSize()).isEqualTo(size);
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(MODIFIED);
            assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(content);
        }
        assertThat(streamed()).containsOnlyKeys("ünï/", "ünï/one", "two").containsEntry("ünï/one", content);
    }

    @Test
    void an_entry_must_get_all_its_bytes() throws IOException {
        try (var zip = new ZipWriter(written)) {
            zip.begin("short", MODIFIED, 5, false);
            zip.write(new byte[4], 0, 4);

            assertThatIllegalStateException().isThrownBy(zip::end);
        }
    }

    @Test
    void more_entries_than_16_bits_can_count_are_all_there() throws IOException {
        try (var zip = new ZipWriter(written)) {
            for (int i = 0; i < 70_000; i++) {
                file(zip, "file " + i, new byte[] {(byte) i});
            }
            zip.finish();
        }

        var path = Files.write(disk.resolve("many.zip"), written.toByteArray());
        try (var zip = new ZipFile(path.toFile())) {
            assertThat(zip.size()).isEqualTo(70_000);
            assertThat(zip.getInputStream(zip.getEntry("file 69999")).readAllBytes())
                    .containsExactly((byte) 69_999);
        }
    }

    @Test
    void more_bytes_than_32_bits_can_count_are_all_there() throws IOException {
        var archive = disk.resolve("large.zip");
        long size = (1L << 32) + 12_345;
        var zeros = new byte[1 << 20];
        try (var out = new SparseFile(archive);
                var zip = new ZipWriter(out)) {
            zip.begin("large", MODIFIED, size, false);
            for (long at = 0; at < size; at += zeros.length) {
                zip.write(zeros, 0, (int) Math.min(zeros.length, size - at));
            }
            zip.end();
            file(zip, "behind it", noise(10));
            zip.finish();
        }

        try (var zip = new ZipFile(archive.toFile())) {
            assertThat(zip.getEntry("large").getSize()).isEqualTo(size);
            try (var behind = zip.getInputStream(zip.getEntry("behind it"))) {
                assertThat(behind.readAllBytes()).isEqualTo(noise(10));
            }
        }
        try (var in = new ZipInputStream(Files.newInputStream(archive))) { // which compares checksums
            in.getNextEntry();
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(size);
            assertThat(in.getNextEntry().getName()).isEqualTo("behind it");
            assertThat(in.readAllBytes()).isEqualTo(noise(10));
        }
    }

    /// A file that takes little room where there are zeros.
    private static final class SparseFile extends OutputStream {

        private static final byte[] ZEROS = new byte[1 << 16];

        private final RandomAccessFile file;

        SparseFile(Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length < ZEROS.length && Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length)) {
                file.seek(file.getFilePointer() + length);
            } else {
                file.write(bytes, offset, length);
            }
        }

        @Override
        public void write(int value) throws IOException {
            file.write(value);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
