package dev.cairn.packs.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.packs.control.PackStore.ByteRange;
import dev.cairn.packs.control.PackStore.SignedRequest;
import dev.cairn.packs.control.PackStore.StoredObject;
import dev.cairn.platform.control.StorageClass;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [PackStore] does. A new store is done when a test class implements this and passes.
public interface PackStoreContract {

    Duration LIFE = Duration.ofMinutes(5);
    byte[] GOOD = "the bytes that were signed for".getBytes(StandardCharsets.US_ASCII);
    byte[] BAD = "other bytes of the same length".getBytes(StandardCharsets.US_ASCII);

    PackStore store();

    /// Carries out a request the way a client does.
    Reply send(String method, URI url, Map<String, String> headers, byte @Nullable [] body);

    /// Lets time go by for the store, or says that this store's time cannot be moved.
    boolean pass(Duration time);

    /// @param body empty for errors
    record Reply(int status, byte[] body) {}

    private static String newKey() {
        return "packs/" + UUID.randomUUID();
    }

    private static Fingerprint checksum(byte[] bytes) {
        return Fingerprint.of(bytes, 0, bytes.length);
    }

    private SignedRequest put(String key) {
        return store().signPut(key, GOOD.length, checksum(GOOD), LIFE);
    }

    private int send(SignedRequest request, byte @Nullable [] body) {
        return send(request.method(), request.url(), request.headers(), body).status();
    }

    private String stored() {
        var key = newKey();
        assertThat(send(put(key), GOOD)).isEqualTo(200);
        return key;
    }

    @Test
    default void what_was_put_is_found_and_read() throws IOException {
        var key = stored();

        assertThat(store().find(key)).contains(new StoredObject(GOOD.length, checksum(GOOD)));
        try (var bytes = store().read(key, new ByteRange(4, 5))) {
            assertThat(bytes.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("bytes");
        }
    }

    @Test
    default void an_object_may_be_empty() {
        var key = newKey();
        var put = store().signPut(key, 0, checksum(new byte[0]), LIFE);

        assertThat(send(put, new byte[0])).isEqualTo(200);

        assertThat(store().find(key)).contains(new StoredObject(0, checksum(new byte[0])));
    }

    @Test
    default void what_the_server_writes_is_there_and_never_replaced() {
        var key = newKey();

        store().write(key, GOOD);
        store().write(key, BAD);

        assertThat(store().find(key)).contains(new StoredObject(GOOD.length, checksum(GOOD)));
    }

    @Test
    default void what_is_not_there_is_not_found() {
        var key = newKey();

        assertThat(store().find(key)).isEmpty();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> store().read(key, new ByteRange(0, 1)))
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    default void reading_ends_where_the_object_does() throws IOException {
        try (var bytes = store().read(stored(), new ByteRange(GOOD.length - 3, 100))) {
            assertThat(bytes.readAllBytes()).hasSize(3);
        }
    }

    @Test
    default void other_bytes_are_refused() {
        var key = newKey();

        assertThat(send(put(key), BAD)).isEqualTo(400);

        assertThat(store().find(key)).isEmpty();
    }

    @Test
    default void every_signed_header_must_come_as_it_was_signed() {
        var key = newKey();
        var put = put(key);
        for (var header : put.headers().keySet()) {
            if (!header.equals("content-length")) {
                var without = new HashMap<>(put.headers());
                without.remove(header);
                assertThat(send("PUT", put.url(), without, GOOD).status())
                        .as(header)
                        .isEqualTo(403);
                var changed = new HashMap<>(put.headers());
                changed.put(header, "another");
                assertThat(send("PUT", put.url(), changed, GOOD).status())
                        .as(header)
                        .isIn(400, 403);
            }
        }

        assertThat(store().find(key)).isEmpty();
    }

    @Test
    default void a_body_of_another_length_is_refused() {
        var key = newKey();

        assertThat(send(put(key), new byte[GOOD.length - 1])).isIn(400, 403);
        assertThat(send(put(key), new byte[GOOD.length + 1])).isIn(400, 403);

        assertThat(store().find(key)).isEmpty();
    }

    @Test
    default void an_object_is_stored_once() {
        var key = newKey();
        var put = put(key);
        send(put, GOOD);

        assertThat(send(put, GOOD)).isEqualTo(412);

        assertThat(store().find(key)).contains(new StoredObject(GOOD.length, checksum(GOOD)));
    }

    @Test
    default void a_request_is_good_for_its_method_and_key_alone() {
        var key = stored();
        var put = put(key);
        var elsewhere = URI.create(put.url().toString().replace(key, key + "x"));

        assertThat(send("DELETE", put.url(), put.headers(), null).status()).isEqualTo(403);
        assertThat(send("GET", put.url(), put.headers(), null).status()).isEqualTo(403);
        assertThat(send("PUT", elsewhere, put.headers(), GOOD).status()).isEqualTo(403);

        assertThat(store().find(key)).isPresent();
        assertThat(store().find(key + "x")).isEmpty();
    }

    @Test
    default void a_part_is_read_and_no_other_part() {
        var get = store().signGet(stored(), new ByteRange(4, 5), LIFE);

        var part = send("GET", get.url(), get.headers(), null);

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).asString(StandardCharsets.US_ASCII).isEqualTo("bytes");
        assertThat(send("GET", get.url(), Map.of("range", "bytes=0-9"), null).status())
                .isEqualTo(403);
        assertThat(send("GET", get.url(), Map.of(), null).status()).isEqualTo(403);
    }

    @Test
    default void a_download_gives_the_whole_object() {
        var get = store().signDownload(stored(), "attachment; filename=\"a.txt\"", LIFE);

        var whole = send("GET", get.url(), get.headers(), null);

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(GOOD);
    }

    @Test
    default void a_request_ends() {
        var key = newKey();
        var put = put(key);
        if (pass(LIFE.plusSeconds(1))) {
            assertThat(send(put, GOOD)).isEqualTo(403);
            assertThat(store().find(key)).isEmpty();
        }
    }

    @Test
    default void marks_are_found_by_how_they_begin() {
        var prefix = newKey();
        var pack = stored();

        store().mark(prefix + "/2");
        store().mark(prefix + "/1");
        store().mark(prefix + "/1");
        store().mark(pack);

        assertThat(store().keys(prefix)).containsExactly(prefix + "/1", prefix + "/2");
        assertThat(store().keys(prefix + "/3")).isEmpty();
        assertThat(store().find(prefix + "/1").orElseThrow().size()).isZero();
        assertThat(store().find(pack).orElseThrow().size()).isNotZero();
    }

    @Test
    default void deleting_twice_is_no_error() {
        var key = stored();
        store().delete(key);

        assertThatCode(() -> store().delete(key)).doesNotThrowAnyException();
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    default void what_is_moved_to_another_class_or_not_is_whole_and_read_by_old_and_new_urls() throws IOException {
        for (var to : StorageClass.values()) {
            var key = stored();
            var before = store().signGet(key, new ByteRange(4, 5), LIFE);

            boolean moved = store().move(key, to);

            assertThat(store().move(key, to)).isEqualTo(moved);
            assertThat(store().find(key)).contains(new StoredObject(GOOD.length, checksum(GOOD)));
            for (var get : List.of(before, store().signGet(key, new ByteRange(4, 5), LIFE))) {
                assertThat(send("GET", get.url(), get.headers(), null).body())
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("bytes");
            }
            assertThat(send(put(key), GOOD)).isEqualTo(412);
        }
    }

    @Test
    default void what_is_not_there_is_not_moved() {
        var key = newKey();

        assertThat(store().move(key, StorageClass.STANDARD_IA)).isFalse();

        assertThat(store().find(key)).isEmpty();
    }
}
