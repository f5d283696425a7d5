package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which packs are cold, by the books; the store of the tests has no classes.
class ColdStorageIT extends DeployedCairn {

    private static final String ONE =
            "1 packs, 200000 bytes to move to STANDARD_IA; the store has no class STANDARD_IA";
    private static final String NONE = "0 packs, 0 bytes to move to STANDARD_IA; the store has no class STANDARD_IA";
    private static final long TODAY =
            Duration.between(Instant.EPOCH, Instant.now()).toDays();

    private final byte[] content = Bytes.fresh(200_000);
    private Account ada;
    private Administrator admin;
    private String upload;
    private String file;
    private String key;

    @BeforeEach
    void a_pack_that_was_read_a_hundred_days_ago() {
        ada = Account.signUp(new Api(cairn().base()), "ada");
        admin = new Administrator(new Api(cairn().base()), cairn().backend());
        upload = ada.openUpload();
        ada.sendPack(upload, 1, List.of(content));
        file = ada.commitOne(List.of(upload), Account.put(ada.top(), "film", List.of(content)))
                .getString("nodeId");
        key = Rows.texts(
                        cairn().backend(),
                        "SELECT p.object_key FROM pack p JOIN pack_use u ON u.pack_id = p.id WHERE u.namespace_id = ?",
                        Integer.parseUnsignedInt(ada.namespaceId(), 16))
                .getFirst();
        assertThat(readDay()).isEqualTo(Long.toString(TODAY));
        set("state = 1, review = 0, read_day = " + (TODAY - 100));
    }

    @AfterEach
    void warm_again() {
        set("read_day = " + TODAY);
    }

    private void set(String columns) {
        Rows.update(cairn().backend(), "UPDATE pack SET " + columns + " WHERE object_key = ?", key);
    }

    private String readDay() {
        return Rows.texts(cairn().backend(), "SELECT read_day FROM pack WHERE object_key = ?", key)
                .getFirst();
    }

    private String planned() {
        return admin.dryRun("cool packs");
    }

    @Test
    void what_an_open_upload_has_brought_is_left_alone() {
        assertThat(planned()).isEqualTo(NONE);

        ada.delete("/uploads/" + upload).expect(204);

        assertThat(planned()).isEqualTo(ONE);
    }

    @Test
    void what_is_damaged_sparse_dying_or_small_is_left_alone() {
        ada.delete("/uploads/" + upload).expect(204);

        for (var columns : List.of(
                "state = 2", "live_bytes = 90000", "delete_after = " + Long.MAX_VALUE, "review = 1", "size = 131071")) {
            set(columns);
            assertThat(planned()).as(columns).isEqualTo(NONE);
            set("state = 1, live_bytes = NULL, delete_after = NULL, review = 0, size = 200000");
        }

        assertThat(planned()).isEqualTo(ONE);
    }

    @Test
    void who_reads_it_in_whatever_way_makes_it_warm_again() {
        ada.delete("/uploads/" + upload).expect(204);

        ada.url(ada.top(), file);
        assertThat(planned()).isEqualTo(NONE);

        assertThat(readDay()).isEqualTo(Long.toString(TODAY));
    }

    @Test
    void a_store_without_classes_is_told_of_and_nothing_changes() {
        ada.delete("/uploads/" + upload).expect(204);

        assertThat(admin.run("cool packs").getString("outcome")).isEqualTo("the store has no class STANDARD_IA");

        assertThat(planned()).isEqualTo(ONE);
        assertThat(admin.storage().getInt("coldPacks")).isZero();
        assertThat(ada.download(ada.top(), file)).isEqualTo(content);
    }

    @Test
    void what_is_cold_is_counted() {
        set("storage_class = 'STANDARD_IA'");

        var storage = admin.storage();

        assertThat(storage.getInt("coldPacks")).isEqualTo(1);
        assertThat(storage.getInt("coldBytes")).isEqualTo(200_000);
        assertThat(planned()).isEqualTo(NONE);
        set("storage_class = NULL");
    }
}
