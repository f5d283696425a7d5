package dev.cairn.standalone.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackFilesTest {

    private static final int BLOCK = PackLayout.PLAIN_BLOCK;

    @TempDir
    private Path directory;

    private Path root;
    private PackFiles files;

    @BeforeEach
    void open() throws IOException {
        root = directory.resolve("store");
        files = new PackFiles(root, Keys.master(1), 0);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private void store(String name, byte[] content) throws IOException {
        files.store(name, ProvenBody.hashing(new ByteArrayInputStream(content)));
    }

    private byte[] read(String name, RangeSpec range) throws IOException {
        try (var content = files.open(name, range).orElseThrow().content()) {
            return content.readAllBytes();
        }
    }

    private byte[] read(String name) throws IOException {
        try (var content = files.open(name, null).orElseThrow().content()) {
            return content.readAllBytes();
        }
    }

    private Path fileOf(String name) {
        return root.resolve("packs").resolve(name + ".pack");
    }

    private void change(String name, long at) throws IOException {
        var bytes = Files.readAllBytes(fileOf(name));
        bytes[(int) at] ^= 1;
        Files.write(fileOf(name), bytes);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 15, 16, 17, BLOCK - 1, BLOCK, BLOCK + 1, 4 * BLOCK, 4 * BLOCK + 1, 9 * BLOCK - 1, 20_000_000})
    void what_was_stored_is_read(int length) throws IOException {
        var content = Keys.noise(length);
        store("packs/a", content);

        assertThat(read("packs/a")).isEqualTo(content);
        assertThat(files.header("packs/a"))
                .isEqualTo(
                        new PackHeader(length, Sha256.ofBytes(Sha256.newDigest().digest(content))));
        assertThat(PackLayout.plainSize(Files.size(fileOf("packs/a")))).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "65519, 65520",
        "65520, 65520",
        "65519, 131040",
        "131039, 131040",
        "262080, 524160",
        "500000, 599999",
        "-1, 1",
        "-1, 100000",
        "599999, 9000000000"
    })
    void a_range_is_read(long first, long last) throws IOException {
        var content = Keys.noise(600_000);
        store("a", content);
        int from = (int) (first < 0 ? 600_000 - last : first);
        int to = (int) (first < 0 ? 600_000 : Math.min(600_000, last + 1));

        assertThat(read("a", new RangeSpec(first, last))).isEqualTo(Arrays.copyOfRange(content, from, to));
    }

    @Test
    void a_range_behind_the_end_is_empty() throws IOException {
        store("a", new byte[10]);

        assertThat(files.open("a", new RangeSpec(10, 20))).isEmpty();
    }

    @Test
    void reading_a_range_opens_no_other_block() throws IOException {
        var content = Keys.noise(6 * BLOCK);
        store("a", content);
        change("a", PackLayout.placeOf(5));

        assertThat(read("a", new RangeSpec(0, 5L * BLOCK - 1))).isEqualTo(Arrays.copyOf(content, 5 * BLOCK));
        assertThatThrownBy(() -> read("a")).isInstanceOf(DamagedPackException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 8, 40, 95, 4096, 4096 + 65535, 4096 + 65536, 4096 + 2 * 65536})
    void a_changed_byte_is_found_out(long at) throws IOException {
        store("a", Keys.noise(2 * BLOCK + 100));
        change("a", at);

        assertThatThrownBy(() -> read("a")).isInstanceOf(DamagedPackException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 4096, 4096 + 10, 4096 + 65536, 4096 + 65536 + 16, 4096 + 2 * 65536 + 115})
    void a_shortened_file_is_found_out(long length) throws IOException {
        store("a", Keys.noise(2 * BLOCK + 100));
        Files.write(fileOf("a"), Arrays.copyOf(Files.readAllBytes(fileOf("a")), (int) length));

        assertThatThrownBy(() -> read("a")).isInstanceOf(DamagedPackException.class);
    }

    @Test
    void blocks_that_changed_places_do_not_open() throws IOException {
        store("a", Keys.noise(2 * BLOCK));
        var bytes = Files.readAllBytes(fileOf("a"));
        var swapped = bytes.clone();
        System.arraycopy(bytes, 4096, swapped, 4096 + 65536, 65536);
        System.arraycopy(bytes, 4096 + 65536, swapped, 4096, 65536);
        Files.write(fileOf("a"), swapped);

        assertThatThrownBy(() -> read("a")).isInstanceOf(DamagedPackException.class);
    }

    @Test
    void a_file_under_another_name_does_not_open() throws IOException {
        store("a", Keys.noise(100));
        Files.move(fileOf("a"), fileOf("b"));

        assertThatThrownBy(() -> files.header("b")).isInstanceOf(DamagedPackException.class);
    }

    @Test
    void equal_packs_are_not_equal_on_the_disk() throws IOException {
        var content = new byte[100];
        store("a", content);
        store("b", content);

        assertThat(Files.readAllBytes(fileOf("a"))).isNotEqualTo(Files.readAllBytes(fileOf("b")));
    }

    @Test
    void nothing_is_ever_replaced() throws IOException {
        var first = Keys.noise(100);
        store("a", first);

        assertThatThrownBy(() -> store("a", Keys.noise(100))).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(read("a")).isEqualTo(first);
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void of_many_at_once_one_wins() throws Exception {
        var contents = IntStream.range(0, 8).mapToObj(_ -> Keys.noise(200_000)).toList();
        var attempts = new ArrayList<Callable<byte[]>>();
        contents.forEach(content -> attempts.add(() -> {
            store("new/directory/a", content);
            return content;
        }));
        var stored = new ArrayList<byte[]>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : threads.invokeAll(attempts)) {
                if (attempt.state() == Future.State.SUCCESS) {
                    stored.add(attempt.resultNow());
                }
            }
        }

        assertThat(stored).containsExactly(read("new/directory/a"));
    }

    @Test
    void a_body_that_breaks_off_leaves_nothing() throws IOException {
        var broken = new SequenceInputStream(new ByteArrayInputStream(Keys.noise(20_000_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the sender went away");
            }
        });

        assertThatThrownBy(() -> files.store("a", ProvenBody.hashing(broken))).hasMessage("the sender went away");

        assertThat(files.exists("a")).isFalse();
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void leftovers_of_a_killed_process_are_cleared_away() throws IOException {
        store("a", Keys.noise(100));
        Files.write(root.resolve("incoming").resolve("half"), Keys.noise(100));
        files.close();

        files = new PackFiles(root, Keys.master(1), 0);

        assertThat(root.resolve("incoming")).isEmptyDirectory();
        assertThat(read("a")).hasSize(100);
    }

    @Test
    void only_the_owner_may_read() throws IOException {
        store("some/where/a", Keys.noise(100));

        try (var all = Files.walk(root)) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void deleting_twice_is_no_error() throws IOException {
        store("a", Keys.noise(100));

        files.delete("a");
        files.delete("a");

        assertThat(files.exists("a")).isFalse();
        assertThatThrownBy(() -> read("a")).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "..", "a/../b", "a.pack", ".hidden", "a b", "a\0", "ä", "a\n"})
    void other_names_are_refused(String name) {
        assertThat(PackFiles.isName(name)).isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> store(name, new byte[1]));
    }

    @Test
    void lists_go_on_where_the_last_one_ended() throws IOException {
        var names = List.of("a", "a-b", "a/b", "a/b/c", "ab", "b/1", "b/2", "b_2", "c");
        for (var name : names.reversed()) {
            store(name, new byte[name.length()]);
        }

        for (int limit = 1; limit <= names.size(); limit++) {
            var listed = new ArrayList<String>();
            List<PackFiles.Listed> page;
            do {
                page = files.list("", listed.isEmpty() ? "" : listed.getLast(), limit);
                page.forEach(pack -> {
                    assertThat(pack.size()).isEqualTo(pack.name().length());
                    listed.add(pack.name());
                });
            } while (!page.isEmpty());
            assertThat(listed).isEqualTo(names.stream().sorted().toList());
        }
        assertThat(files.list("b/", "b/1", 10))
                .extracting(PackFiles.Listed::name)
                .containsExactly("b/2");
        assertThat(files.list("", "", 0)).isEmpty();
    }

    @Test
    void a_directory_of_something_else_is_refused() throws IOException {
        var former = directory.resolve("former");
        Files.createDirectories(former.resolve("cairn"));
        Files.writeString(former.resolve("cairn/object"), "bytes in another form");
        Files.createDirectories(former.resolve("incoming"));
        Files.writeString(former.resolve("incoming/photo"), "somebody's only photo");

        assertThatThrownBy(() -> new PackFiles(former, Keys.master(1), 0))
                .isInstanceOf(ForeignDirectoryException.class)
                .hasMessageContaining("holds cairn, which this object store has not written");

        assertThat(former.resolve("format")).doesNotExist();
        assertThat(former.resolve("incoming/photo")).exists();
    }

    @Test
    void another_master_key_is_refused() {
        assertThatThrownBy(() -> new PackFiles(root, Keys.master(2), 0))
                .isInstanceOf(ForeignDirectoryException.class)
                .hasMessageContaining("another master key");
    }

    @Test
    void a_later_format_is_refused() throws IOException {
        Files.writeString(root.resolve("format"), "cairn store 2\nkey 00\n");

        assertThatThrownBy(() -> new PackFiles(root, Keys.master(1), 0))
                .isInstanceOf(ForeignDirectoryException.class)
                .hasMessageContaining("another version of Cairn");
    }

    @Test
    void a_first_start_that_was_killed_is_no_hindrance() throws IOException {
        var early = directory.resolve("early");
        Files.createDirectories(early.resolve("incoming"));
        Files.writeString(early.resolve("incoming/half"), "half a format");

        new PackFiles(early, Keys.master(1), 0).close();

        assertThat(early.resolve("format")).isRegularFile();
    }

    @Test
    void the_reserve_stays_free() throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        try (var careful = new PackFiles(root, Keys.master(1), free / 2)) {
            assertThat(careful.hasRoomFor(1024)).isTrue();
            assertThat(careful.hasRoomFor(free - free / 4)).isFalse();
        }
    }
}
