package dev.cairn.content.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.packs.control.MemoryPackStore;
import dev.cairn.packs.control.Traffic;
import dev.cairn.platform.control.Measures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContentReaderTest {

    private final MemoryPackStore store = new MemoryPackStore(InstantSource.system());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Chunk> chunks = new ArrayList<>();
    private final Map<Fingerprint, Place> places = new HashMap<>();
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();

    @AfterEach
    void end() {
        threads.close();
    }

    /// Adds a chunk to the content, and a pack for it alone.
    private void add(String key, byte[] chunk) {
        store.store(key, chunk);
        var named = Chunk.of(chunk, 0, chunk.length);
        chunks.add(named);
        places.put(named.fingerprint(), new Place(named, key, chunk.length, 0, chunk.length, Encoding.IDENTITY));
        whole.writeBytes(chunk);
    }

    private ContentReader reader() {
        return new ContentReader(store, new Traffic(new Measures(), InstantSource.system()), threads, chunks, places);
    }

    private byte[] read(long from, long length) throws IOException {
        var out = new ByteArrayOutputStream();
        reader().writeTo(out, from, length);
        return out.toByteArray();
    }

    private static byte[] random(int size, int seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void every_part_of_a_content_is_what_it_is() throws IOException {
        for (int i = 0; i < 20; i++) {
            add("pack " + i, random(100 + i, i));
        }
        var content = whole.toByteArray();
        var random = new Random(1);

        for (int i = 0; i < 300; i++) {
            int from = random.nextInt(content.length);
            int length = random.nextInt(content.length - from + 1);
            assertThat(read(from, length)).isEqualTo(Arrays.copyOfRange(content, from, from + length));
        }
        assertThat(read(0, content.length)).isEqualTo(content);
        assertThat(reader().size()).isEqualTo(content.length);
    }

    @Test
    void the_same_chunk_at_two_places_of_a_file_comes_twice() throws IOException {
        var twice = random(500, 7);
        add("one", twice);
        add("between", random(300, 8));
        chunks.add(chunks.getFirst());
        whole.writeBytes(twice);

        assertThat(read(0, 1300)).isEqualTo(whole.toByteArray());
        assertThat(read(799, 3)).isEqualTo(Arrays.copyOfRange(whole.toByteArray(), 799, 802));
    }

    @Test
    void nothing_of_a_damaged_chunk_is_given_out() {
        add("good", random(500, 1));
        add("bad", random(500, 2));
        store.damage("bad");
        var out = new ByteArrayOutputStream();

        assertThatExceptionOfType(DamagedChunkException.class).isThrownBy(() -> reader().writeTo(out, 0, 1000));

        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(whole.toByteArray(), 500));
    }

    @Test
    void what_is_lost_or_cut_short_in_the_store_ends_the_reading() {
        add("short", random(500, 3));
        store.truncate("short", 499);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(0, 500));

        store.delete("short");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(0, 500));
    }

    @Test
    void an_empty_content_is_read_without_asking_anybody() throws IOException {
        assertThat(read(0, 0)).isEmpty();
    }
}
