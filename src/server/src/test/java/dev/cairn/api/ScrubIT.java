package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Disks forget: damage is found by reading again, named with its files, and healed by the next upload.
class ScrubIT extends DeployedCairn {

    private static final int CHUNK = 100_000;
    private static final Duration VERIFIED = Duration.ofMinutes(1);

    private final Api api = new Api(cairn().base());
    private final List<byte[]> chunks = Bytes.freshChunks(3, CHUNK);
    private Account ada;
    private Administrator admin;
    private String pack;
    private String file;
    private String other;

    @BeforeEach
    void a_file_of_three_chunks_in_a_verified_pack() {
        ada = Account.signUp(api, "ada");
        admin = new Administrator(api, cairn().backend());
        var upload = ada.openUpload();
        ada.sendPack(upload, 1, chunks);
        var made = ada.commit(
                        List.of(upload),
                        List.of(
                                Account.put(ada.top(), "file", chunks),
                                Account.put(ada.top(), "other", chunks.subList(0, 1))))
                .expect(200)
                .json()
                .getJsonArray("results")
                .getValuesAs(JsonObject.class);
        ada.delete("/uploads/" + upload).expect(204);
        file = made.get(0).getString("nodeId");
        other = made.get(1).getString("nodeId");
        pack = Poll.until(
                        VERIFIED,
                        () -> Rows.texts(
                                cairn().backend(),
                                "SELECT p.object_key FROM pack p JOIN pack_use u ON u.pack_id = p.id"
                                        + " WHERE p.state = 1 AND u.namespace_id = ?",
                                Integer.parseUnsignedInt(ada.namespaceId(), 16)),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private void scrub() {
        Rows.update(cairn().backend(), "UPDATE pack SET verified_at = 1 WHERE object_key = ?", pack);
        admin.run("scrub packs");
    }

    private List<String> damagedFiles() {
        return ada.get("/damaged-files").expect(200).json().getJsonArray("files").getValuesAs(JsonObject.class).stream()
                .map(found -> found.getString("fileName"))
                .toList();
    }

    /// Changes a byte of the second chunk in the store's own file.
    private void damageOnDisk() throws IOException {
        var stored = diskFile();
        var bytes = Files.readAllBytes(stored);
        bytes[CHUNK + CHUNK / 2 + 4096] ^= 1;
        Files.delete(stored);
        Files.write(stored, bytes);
    }

    private Path diskFile() throws IOException {
        var name = pack.substring(pack.lastIndexOf('/') + 1);
        try (var all = Files.walk(cairn().backend().directory().resolve("store"))) {
            return all.filter(path -> path.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_chunk_that_was_damaged_on_the_disk_is_found_named_and_healed() throws IOException {
        scrub();
        assertThat(damagedFiles()).isEmpty();

        damageOnDisk();
        scrub();

        assertThat(damagedFiles()).containsExactly("file");
        assertThat(admin.storage().getInt("damagedChunks")).isPositive();
        assertThat(ada.download(ada.top(), other)).isEqualTo(chunks.getFirst());
        var again = Account.put(ada.top(), "again", chunks);
        var missing = ada.commitOne(List.of(), again);
        assertThat(missing.getString("status")).isEqualTo("MISSING_CHUNKS");
        assertThat(missing.getJsonArray("missing")).hasToString("[1]");

        var upload = ada.openUpload();
        ada.sendPack(upload, 1, chunks.subList(1, 2));
        assertThat(ada.commitOne(List.of(upload), again).getString("status")).isEqualTo("OK");

        assertThat(damagedFiles()).isEmpty();
        assertThat(ada.download(ada.top(), file)).isEqualTo(Account.join(chunks));
    }

    @Test
    void what_is_damaged_stays_so_where_it_is_shared() throws IOException {
        var folder = ada.folder(ada.top(), "shared");
        ada.patch("/folders/" + ada.top() + "/files/" + file, Map.of("parentId", folder))
                .expect(200);
        damageOnDisk();
        scrub();

        ada.post("/folders/" + folder + "/share", Map.of("userEmails", List.of("bob@example.org"), "role", "VIEWER"))
                .expect(200);

        assertThat(damagedFiles()).containsExactly("file");
        var missing = ada.commitOne(List.of(), Account.put(folder, "again", chunks));
        assertThat(missing.getString("status")).isEqualTo("MISSING_CHUNKS");
        assertThat(missing.getJsonArray("missing")).hasToString("[1]");
    }

    @Test
    void what_was_brought_back_from_a_backup_is_good_again() throws IOException {
        var stored = diskFile();
        var backup = Files.readAllBytes(stored);
        damageOnDisk();
        scrub();
        assertThat(damagedFiles()).containsExactly("file");

        Files.write(stored, backup);
        scrub();

        assertThat(damagedFiles()).isEmpty();
        assertThat(ada.download(ada.top(), file)).isEqualTo(Account.join(chunks));
    }

    @Test
    void a_pack_that_is_gone_is_damaged_as_a_whole() throws IOException {
        Files.delete(diskFile());

        scrub();

        assertThat(damagedFiles()).containsExactlyInAnyOrder("file", "other");
    }
}
