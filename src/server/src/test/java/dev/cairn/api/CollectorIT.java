package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of bytes that nobody needs, with a real database and a real store.
class CollectorIT extends DeployedCairn {

    private static final Duration VERIFIED = Duration.ofMinutes(1);

    private final Api api = new Api(cairn().base());
    private Account ada;
    private Administrator admin;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
        admin = new Administrator(api, cairn().backend());
    }

    private List<String> rows(String sql, Object... values) {
        return Rows.texts(cairn().backend(), sql, values);
    }

    private int update(String sql, Object... values) {
        return Rows.update(cairn().backend(), sql, values);
    }

    /// Ends the grace time of all packs that nothing refers to.
    private void endGraceTime() {
        update("UPDATE pack SET delete_after = 1 WHERE delete_after IS NOT NULL");
    }

    private String keyOf(String file) {
        return Store.keyOf(ada.url(ada.top(), file).getString("url"));
    }

    private void delete(String file) {
        ada.delete("/folders/" + ada.top() + "/files/" + file).expect(202);
    }

    @Test
    void what_was_deleted_for_good_leaves_the_store_after_the_grace_time() {
        var gone = ada.upload(ada.top(), "gone", Bytes.fresh(70_000)).getString("fileId");
        var kept = Bytes.fresh(70_000);
        var stays = ada.upload(ada.top(), "stays", kept).getString("fileId");
        var key = keyOf(gone);
        delete(gone);

        admin.run("collect");
        assertThat(rows("SELECT 1 FROM pack WHERE object_key = ? AND delete_after IS NULL", key))
                .as("in the trash")
                .hasSize(1);

        ada.delete("/trash/" + gone).expect(204);
        ada.post("/trash/" + gone + "/restore", null).expectProblem(404, "not-found");
        assertThat(ada.get("/me").json().getInt("usedBytes")).isEqualTo(70_000);
        assertThat(admin.dryRun("collect")).doesNotStartWith("0 bytes to release");
        assertThat(admin.run("collect").getString("outcome")).contains("packs dying");
        assertThat(admin.storage().getInt("dyingPacks")).isPositive();
        admin.run("collect");
        try (var store = new Store(cairn().backend())) {
            assertThat(store.keys()).as("within the grace time").contains(key);
            endGraceTime();
            admin.run("collect");
            assertThat(store.keys()).doesNotContain(key).contains(keyOf(stays));
        }
        assertThat(rows("SELECT 1 FROM pack WHERE object_key = ?", key)).isEmpty();
        assertThat(ada.download(ada.top(), stays)).isEqualTo(kept);
    }

    @Test
    void what_is_left_of_a_sparse_pack_moves_to_a_new_one() {
        var contents = Bytes.freshChunks(10, 50_000);
        var upload = ada.openUpload();
        ada.sendPack(upload, 1, contents);
        var puts = IntStream.range(0, 10)
                .mapToObj(i -> Account.put(ada.top(), "file " + i, List.of(contents.get(i))))
                .toList();
        var files = ada
                .commit(List.of(upload), puts)
                .expect(200)
                .json()
                .getJsonArray("results")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(result -> result.getString("nodeId"))
                .toList();
        ada.delete("/uploads/" + upload).expect(204);
        var old = packOf(files.get(3));
        Poll.until(
                VERIFIED, () -> rows("SELECT 1 FROM pack WHERE id = ? AND state = 1", old), found -> !found.isEmpty());
        update("UPDATE pack SET created_at = 1 WHERE id = ?", old);
        IntStream.range(0, 10).filter(i -> i != 3 && i != 7).forEach(i -> delete(files.get(i)));
        ada.delete("/trash").expect(204);

        admin.run("collect");

        var moved = packOf(files.get(3));
        assertThat(moved).isNotEqualTo(old).isEqualTo(packOf(files.get(7)));
        assertThat(rows("SELECT 1 FROM pack WHERE id = ? AND delete_after IS NOT NULL", old))
                .hasSize(1);
        endGraceTime();
        admin.run("collect");
        assertThat(rows("SELECT 1 FROM pack WHERE id = ?", old)).isEmpty();
        assertThat(ada.download(ada.top(), files.get(3))).isEqualTo(contents.get(3));
        assertThat(ada.download(ada.top(), files.get(7))).isEqualTo(contents.get(7));
    }

    @Test
    void what_several_people_have_brought_comes_to_lie_in_one_place() {
        var content = Bytes.fresh(70_000);
        var hers = ada.upload(ada.top(), "hers", content).getString("fileId");
        var bob = Account.signUp(api, "bob");
        var his = bob.upload(bob.top(), "his", content).getString("fileId");
        var places = placesOf(hers);
        assertThat(places).doesNotHaveDuplicates().hasSize(2);
        Poll.until( // asking for nothing meanwhile: packs are read when it is quiet
                VERIFIED,
                () -> rows("SELECT 1 FROM pack WHERE id IN (?, ?) AND state = 1", places.getFirst(), places.getLast()),
                found -> found.size() == 2);

        assertThat(admin.dryRun("deduplicate")).doesNotStartWith("0 chunks");
        admin.run("deduplicate");

        assertThat(placesOf(hers)).containsExactly(places.getFirst(), places.getFirst());
        admin.run("collect");
        endGraceTime();
        admin.run("collect");
        assertThat(bob.download(bob.top(), his)).isEqualTo(content);
        delete(hers);
        ada.delete("/trash").expect(204);
        admin.run("collect");
        endGraceTime();
        admin.run("collect");
        assertThat(bob.download(bob.top(), his)).isEqualTo(content);
    }

    /// Where all who have it have the one chunk of a file, the oldest place first.
    private List<String> placesOf(String file) {
        var fingerprint = ada.url(ada.top(), file).getString("fingerprint");
        return rows(
                "SELECT pack_id FROM chunk WHERE fingerprint ="
                        + " (SELECT SUBSTRING(MIN(manifest), 2, 32) FROM node WHERE fingerprint = UNHEX(?))"
                        + " ORDER BY pack_id",
                fingerprint);
    }

    /// The id of the pack that has the one chunk of a file.
    private String packOf(String file) {
        var fingerprint = ada.url(ada.top(), file).getString("fingerprint");
        return rows(
                        "SELECT c.pack_id FROM node n JOIN chunk c ON c.namespace_id = n.namespace_id"
                                + " AND c.fingerprint = SUBSTRING(n.manifest, 2, 32)"
                                + " WHERE n.fingerprint = UNHEX(?)",
                        fingerprint)
                .getFirst();
    }

    @Test
    void a_pack_that_was_taken_up_while_it_was_dying_lives_on() {
        var content = Bytes.fresh(70_000);
        var file = ada.upload(ada.top(), "file", content).getString("fileId");
        var pack = packOf(file);
        update("UPDATE pack SET delete_after = 1, review = 0 WHERE id = ?", pack);

        admin.run("collect");

        assertThat(rows("SELECT 1 FROM pack WHERE id = ? AND delete_after IS NULL", pack))
                .hasSize(1);
        assertThat(ada.download(ada.top(), file)).isEqualTo(content);
    }

    /// With no grace time at all: within one namespace its lock alone sees to it that nothing is lost.
    @Test
    void people_at_work_lose_nothing_while_the_collector_runs_all_the_time() throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var people = IntStream.range(0, 3).mapToObj(Person::new).toList();
            var work = people.stream()
                    .map(person -> threads.submit((Callable<Void>) person::work))
                    .toList();
            var collecting = threads.submit(() -> {
                while (!done.get()) {
                    update("UPDATE pack SET created_at = 1, state = 1");
                    admin.run("collect");
                    endGraceTime();
                }
            });
            for (var each : work) {
                each.get();
            }
            done.set(true);
            collecting.get();
            admin.run("collect");
            for (var person : people) {
                person.check();
            }
        }
    }

    /// Somebody who writes, deletes, restores and empties the trash at random, with few contents.
    private final class Person {

        private static final int CHANGES = 120;

        private final Random random;
        private final Account account = Account.signUp(api, "person");
        private final List<byte[]> chunks = Bytes.freshChunks(6, 3000);
        private final Map<String, byte[]> files = new HashMap<>();
        private final Map<String, byte[]> trash = new HashMap<>();

        Person(int seed) {
            this.random = new Random(seed);
        }

        Void work() {
            for (int i = 0; i < CHANGES; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2, 3 -> write("file " + i);
                    case 4, 5 -> any(files).ifPresent(this::delete);
                    case 6 -> any(trash).ifPresent(this::restore);
                    default -> emptyTrash();
                }
            }
            return null;
        }

        private java.util.Optional<String> any(Map<String, byte[]> all) {
            return all.keySet().stream()
                    .sorted()
                    .skip(random.nextInt(all.size() + 1))
                    .findFirst();
        }

        private void write(String name) {
            var content = new ArrayList<byte[]>();
            IntStream.rangeClosed(0, random.nextInt(3))
                    .forEach(_ -> content.add(chunks.get(random.nextInt(chunks.size()))));
            var put = Account.put(account.top(), name, content);
            var uploads = new ArrayList<String>();
            var result = account.commitOne(uploads, put);
            while (result.getString("status").equals("MISSING_CHUNKS")) {
                var missing = result.getJsonArray("missing").getValuesAs(jakarta.json.JsonNumber.class).stream()
                        .map(index -> content.get(index.intValue()))
                        .distinct()
                        .toList();
                var upload = account.openUpload();
                uploads.add(upload);
                account.sendPack(upload, 1, missing);
                result = account.commitOne(uploads, put);
            }
            assertThat(result.getString("status")).isEqualTo("OK");
            if (random.nextBoolean()) {
                uploads.forEach(upload -> account.delete("/uploads/" + upload).expect(204));
            }
            files.put(result.getString("nodeId"), Account.join(content));
        }

        private void delete(String file) {
            account.delete("/folders/" + account.top() + "/files/" + file).expect(202);
            trash.put(file, files.remove(file));
        }

        private void restore(String file) {
            account.post("/trash/" + file + "/restore", null).expect(200);
            files.put(file, trash.remove(file));
        }

        private void emptyTrash() {
            account.delete("/trash").expect(204);
            trash.clear();
        }

        void check() {
            trash.keySet().stream().sorted().toList().forEach(this::restore);
            files.forEach((file, content) ->
                    assertThat(account.download(account.top(), file)).isEqualTo(content));
            assertThat(account.get("/me").json().getInt("usedBytes"))
                    .isEqualTo(files.values().stream()
                            .mapToInt(content -> content.length)
                            .sum());
        }
    }
}
