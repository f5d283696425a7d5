package dev.cairn.client.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.client.disk.Stat;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.Place;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestForm;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.VersionId;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBaseStoreTest {

    private static final NamespaceId NAMESPACE = new NamespaceId(7);
    private static final EntryId ROOT = EntryId.of(NodeId.rootOf(NAMESPACE));
    private static final NodeId NODE = new NodeId(NAMESPACE, 9);

    @TempDir
    private Path folder;

    @Test
    void what_was_saved_is_there_again() {
        var content = new Content(
                new Fingerprint(1, 2, 3, 4),
                5,
                true,
                Instant.parse("2026-11-23T10:00:00.123456789Z"),
                new VersionId(NODE, 3));
        var remote = new Entry(EntryId.of(NODE), new Place(ROOT, "á"), content);
        var local = new Entry(new EntryId(-1), new Place(ROOT, "d"), null);
        var seen = new Seen("d", new Stat(Stat.Kind.FOLDER, 0, 1, 2, 3, false), 0);
        var pending = new Pending(
                "key",
                new CommitRequest(NAMESPACE, List.of(), List.of(new Operation.Delete(NODE, 3, null)), "c"),
                List.of(EntryId.of(NODE)));
        try (var store = new SqliteBaseStore(folder.resolve("base.db"))) {
            var base = new Base(store, ROOT);
            base.putRemote(remote);
            base.putLocal(local, seen);
            base.putValue("cursor", "c");
            base.expect(pending);
            base.save();
        }

        try (var store = new SqliteBaseStore(folder.resolve("base.db"))) {
            var base = new Base(store, ROOT);

            assertThat(base.everything().find(EntryId.of(NODE))).contains(remote);
            assertThat(base.local().find(new EntryId(-1))).contains(local);
            assertThat(base.seen(new EntryId(-1))).isEqualTo(seen);
            assertThat(base.value("cursor")).contains("c");
            assertThat(base.pending()).contains(pending);
        }
    }

    @Test
    void what_was_not_saved_is_not() {
        try (var store = new SqliteBaseStore(folder.resolve("base.db"))) {
            new Base(store, ROOT).putValue("cursor", "c");

            assertThat(new Base(store, ROOT).value("cursor")).isEmpty();
        }
    }

    @Test
    void an_entry_that_gets_its_id_takes_what_is_in_it_along() {
        try (var store = new SqliteBaseStore(folder.resolve("base.db"))) {
            var base = new Base(store, ROOT);
            var seen = new Seen("x", Stat.NONE, 0);
            base.putLocal(new Entry(new EntryId(-1), new Place(ROOT, "d"), null), seen);
            base.putLocal(new Entry(new EntryId(-2), new Place(new EntryId(-1), "e"), null), seen);
            base.save();

            base.renameLocal(new EntryId(-1), EntryId.of(NODE));
            base.save();

            var again = new Base(store, ROOT);
            assertThat(again.local().path(new EntryId(-2))).containsExactly("d", "e");
            assertThat(again.local().has(new EntryId(-1))).isFalse();
        }
    }

    @Test
    void a_manifest_is_kept_until_it_is_forgotten() {
        var kept = Manifest.of(new byte[300_000], ChunkSizes.forFile(300_000));
        var other = Manifest.of(new byte[1], ChunkSizes.forFile(1));
        try (var store = new SqliteBaseStore(folder.resolve("base.db"))) {
            store.keepManifest(kept);
            store.keepManifest(kept);
            store.keepManifest(other);

            store.forgetManifests(other.fingerprint()::equals);
        }

        try (var store = new SqliteBaseStore(folder.resolve("base.db"))) {
            assertThat(store.manifest(kept.fingerprint())).contains(kept);
            assertThat(store.manifest(other.fingerprint())).isEmpty();
        }
    }

    @Test
    void a_damaged_manifest_is_as_good_as_none() throws SQLException {
        var manifest = Manifest.of(new byte[300_000], ChunkSizes.forFile(300_000));
        var file = folder.resolve("base.db");
        try (var store = new SqliteBaseStore(file);
                var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            store.keepManifest(manifest);
            try (var damage = connection.prepareStatement("UPDATE manifest SET form = ?")) {
                damage.setBytes(1, ManifestForm.write(Manifest.empty(), Fingerprint.BYTES));
                damage.executeUpdate();
            }
            assertThat(store.manifest(manifest.fingerprint())).isEmpty();

            try (var damage = connection.prepareStatement("UPDATE manifest SET form = ?")) {
                damage.setBytes(1, new byte[] {1, 2, 3});
                damage.executeUpdate();
            }
            assertThat(store.manifest(manifest.fingerprint())).isEmpty();
        }
    }
}
