package dev.cairn.client.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Seen;
import dev.cairn.client.base.SqliteBaseStore;
import dev.cairn.client.disk.DiskNames;
import dev.cairn.client.disk.NioDisk;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known is `file`, `folder/`, `folder/in/`, `folder/in/deep`, all of it read.
class ScannerTest {

    private static final NamespaceId NAMESPACE = new NamespaceId(7);

    @TempDir
    private Path directory;

    private SqliteBaseStore store;
    private NioDisk disk;
    private Base base;
    private Scanner scanner;
    private Map<String, EntryId> before;

    @BeforeEach
    void look() throws IOException {
        Files.createDirectory(directory.resolve("root"));
        store = new SqliteBaseStore(directory.resolve("base.db"));
        disk = new NioDisk(directory.resolve("root"), DiskNames.POSIX);
        base = new Base(store, EntryId.of(NodeId.rootOf(NAMESPACE)));
        scanner = new Scanner(disk, base);
        write("file");
        write("folder/in/deep");
        scanner.scanAll();
        readAll();
        before = ids();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void all_that_is_in_new_folders_is_found_and_is_to_be_read() throws IOException {
        write("new/a");
        write("new/b/c/d");
        write("folder/new/e");

        scanner.scanAll();

        assertThat(ids())
                .containsAllEntriesOf(before)
                .containsOnlyKeys(
                        "file",
                        "folder",
                        "folder/in",
                        "folder/in/deep",
                        "folder/new",
                        "folder/new/e",
                        "new",
                        "new/a",
                        "new/b",
                        "new/b/c",
                        "new/b/c/d");
        assertThat(scanner.unread()).containsExactlyInAnyOrder(id("new/a"), id("new/b/c/d"), id("folder/new/e"));
    }

    @Test
    void what_was_moved_into_new_folders_is_what_it_was() throws IOException {
        write("new/a/b");
        move("file", "new/a/file");
        move("folder/in", "new/in");

        scanner.scanAll();

        assertThat(ids())
                .containsOnlyKeys("folder", "new", "new/a", "new/a/b", "new/a/file", "new/in", "new/in/deep")
                .containsEntry("new/a/file", before.get("file"))
                .containsEntry("new/in", before.get("folder/in"))
                .containsEntry("new/in/deep", before.get("folder/in/deep"));
        assertThat(scanner.unread()).containsExactly(id("new/a/b"));
    }

    @Test
    void what_is_new_in_a_folder_that_has_moved_goes_where_that_is() throws IOException {
        write("folder/in/new/a");
        move("folder/in", "elsewhere");

        scanner.scanAll();

        assertThat(ids())
                .containsOnlyKeys("elsewhere", "elsewhere/deep", "elsewhere/new", "elsewhere/new/a", "file", "folder")
                .containsEntry("elsewhere", before.get("folder/in"))
                .containsEntry("elsewhere/deep", before.get("folder/in/deep"));
    }

    @Test
    void what_is_new_in_a_folder_that_has_come_into_anothers_place_is_in_it() throws IOException {
        move("folder/in", "in");
        Files.delete(at("folder"));
        move("in", "folder");
        write("folder/new/a");

        scanner.scanAll();
        scanner.scanAll();

        assertThat(ids())
                .containsOnlyKeys("file", "folder", "folder/deep", "folder/new", "folder/new/a")
                .containsEntry("folder", before.get("folder/in"))
                .containsEntry("folder/deep", before.get("folder/in/deep"));
    }

    @Test
    void what_has_gone_may_turn_up_elsewhere_at_the_next_look() throws IOException {
        move("folder/in", "in");
        scanner.scan(List.of(id("folder")));
        assertThat(ids()).isEqualTo(before);
        assertThat(scanner.unknown()).accepts(before.get("folder/in"), before.get("folder/in/deep"));
        assertThat(scanner.left()).containsExactly(before.get("folder"));

        scanner.scan(List.of(id("folder"), base.local().root()));

        assertThat(ids())
                .containsOnlyKeys("file", "folder", "in", "in/deep")
                .containsEntry("in", before.get("folder/in"))
                .containsEntry("in/deep", before.get("folder/in/deep"));
        assertThat(scanner.left()).isEmpty();
        assertThat(scanner.unknown()).rejects(before.get("folder/in"), before.get("folder/in/deep"));
    }

    @Test
    void what_is_gone_at_two_looks_is_gone_and_what_is_back_at_the_second_was_never_away() throws IOException {
        Files.delete(at("file"));
        Files.move(at("folder/in"), directory.resolve("elsewhere"));
        scanner.scan(List.of(base.local().root(), id("folder")));
        Files.move(directory.resolve("elsewhere"), at("folder/in"));

        scanner.scan(scanner.left());

        assertThat(ids()).containsOnlyKeys("folder", "folder/in", "folder/in/deep");
        assertThat(ids()).containsEntry("folder/in", before.get("folder/in"));
        assertThat(scanner.left()).isEmpty();
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_new_with_all_that_is_in_it() throws IOException {
        Files.delete(at("file"));
        write("file/a");

        scanner.scan(List.of(base.local().root()));

        assertThat(ids()).containsOnlyKeys("file", "file/a", "folder", "folder/in", "folder/in/deep");
        assertThat(id("file")).isNotEqualTo(before.get("file"));
        assertThat(scanner.unread()).containsExactly(id("file/a"));
    }

    private void readAll() throws IOException {
        for (var id : List.copyOf(scanner.unread())) {
            var stat = disk.stat(base.diskPath(id)).orElseThrow();
            base.putLocal(
                    base.local().find(id).orElseThrow(), new Seen(base.seen(id).name(), stat, 0));
            scanner.unread().remove(id);
        }
    }

    private Path at(String path) {
        return directory.resolve("root").resolve(path);
    }

    private void write(String path) throws IOException {
        Files.createDirectories(at(path).getParent());
        Files.writeString(at(path), path);
    }

    private void move(String from, String to) throws IOException {
        Files.move(at(from), at(to));
    }

    private EntryId id(String path) {
        return ids().get(path);
    }

    private Map<String, EntryId> ids() {
        var ids = new TreeMap<String, EntryId>();
        for (var entry : base.local().entries()) {
            ids.put(pathOf(entry), entry.id());
        }
        return ids;
    }

    private String pathOf(Entry entry) {
        return String.join("/", base.local().path(entry.id()));
    }
}
