package dev.cairn.tree.control;

import static dev.cairn.tree.control.TestTree.delete;
import static dev.cairn.tree.control.TestTree.manifest;
import static dev.cairn.tree.control.TestTree.mkdir;
import static dev.cairn.tree.control.TestTree.move;
import static dev.cairn.tree.control.TestTree.restore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.NodeState.Place;
import dev.cairn.tree.control.NodeState.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [TreeStore] does. A new store is done when a test class implements this and passes.
interface TreeStoreContract {

    Transactions transactions();

    private TestTree newTree() {
        return new TestTree(transactions());
    }

    @Test
    default void a_namespace_that_is_not_there_cannot_be_locked() {
        var nowhere = new NamespaceId(Integer.MAX_VALUE);

        assertThat(transactions().run(store -> store.lock(nowhere)).isPresent()).isFalse();
    }

    @Test
    default void a_new_namespace_has_its_top_folder_alone() {
        var tree = newTree();

        assertThat(tree.nodes()).hasSize(1);
        assertThat(tree.nodes().getFirst().id()).isEqualTo(tree.top());
        assertThat(tree.usedBytes()).isZero();
    }

    @Test
    default void what_was_written_is_read_with_all_folders_above_it() {
        var tree = newTree();
        var a = tree.folder(tree.top(), "a");
        var b = tree.folder(a, "b");
        var file = tree.file(b, "déjà 😀", "1|2|3");
        tree.folder(tree.top(), "unrelated");

        var found = transactions().run(store -> store.withAncestors(tree.namespace(), Set.of(file)));

        assertThat(found).extracting(NodeState::id).containsExactlyInAnyOrder(tree.top(), a, b, file);
        var node = tree.node(file);
        assertThat(node.name()).isEqualTo("déjà 😀");
        assertThat(node.requireContent().manifest()).isEqualTo(manifest("1|2|3"));
        assertThat(node.requireContent().modifiedTime()).isEqualTo(TestTree.FIRST);
        assertThat(node.requireContent().fileType()).isEqualTo("text/plain");
    }

    @Test
    default void live_nodes_are_found_by_their_places() {
        var tree = newTree();
        var file = tree.file(tree.top(), "File", "x");
        var gone = tree.file(tree.top(), "gone", "y");
        tree.commit(delete(gone));
        var places = Set.of(
                new Place(tree.top(), "file"),
                new Place(tree.top(), "gone"),
                new Place(tree.top(), "file "),
                new Place(file, "file"));

        var found = transactions().run(store -> store.at(tree.namespace(), places));

        assertThat(found).extracting(NodeState::id).containsExactly(file);
    }

    @Test
    default void two_emoji_are_two_names() {
        var tree = newTree();

        tree.commit(mkdir(tree.top(), "😀"), mkdir(tree.top(), "😁"), mkdir(tree.top(), "a"), mkdir(tree.top(), "a "));

        assertThat(tree.paths()).containsExactly("a /", "a/", "😀/", "😁/");
    }

    @Test
    default void older_versions_are_kept_and_found() {
        var tree = newTree();
        var file = tree.file(tree.top(), "file", "one");
        var first = tree.node(file).versionId();
        tree.commit(tree.edit(file, "two"));
        tree.commit(move(file, tree.top(), "renamed"));

        assertThat(tree.older(first).orElseThrow().fingerprint())
                .isEqualTo(manifest("one").fingerprint());
        assertThat(tree.older(tree.node(file).versionId())).isEmpty();
        assertThat(tree.older(new VersionId(file, 99))).isEmpty();
    }

    @Test
    default void long_manifests_are_kept_by_their_fingerprints() {
        var tree = newTree();
        var text = IntStream.range(0, 2000).mapToObj(i -> "chunk " + i).collect(Collectors.joining("|"));
        var file = tree.file(tree.top(), "long", text);
        tree.file(tree.top(), "same content", text);

        assertThat(tree.node(file).requireContent().manifest()).isNull();
        var fingerprint = tree.content(file);
        var found = transactions().run(store -> store.manifests(tree.namespace(), Set.of(fingerprint)));
        assertThat(found).containsEntry(fingerprint, manifest(text));
        var other = newTree();
        var elsewhere = transactions().run(store -> store.manifests(other.namespace(), Set.of(fingerprint)));
        assertThat(elsewhere).isEmpty();
    }

    @Test
    default void a_change_below_a_folder_is_seen_however_deep() {
        var tree = newTree();
        var folder = tree.folder(tree.top(), "folder");
        var deep = tree.folder(folder, "deep");
        var beside = tree.folder(tree.top(), "beside");
        long seq = tree.seq();
        assertThat(changedBelow(tree, folder, seq)).isFalse();

        tree.file(beside, "file", "x");
        tree.commit(move(folder, tree.top(), "renamed"));
        assertThat(changedBelow(tree, folder, seq)).isFalse();

        tree.file(deep, "file", "x");
        assertThat(changedBelow(tree, folder, seq)).isTrue();
        assertThat(changedBelow(tree, folder, tree.seq())).isFalse();
    }

    private boolean changedBelow(TestTree tree, NodeId folder, long seq) {
        return transactions().run(store -> store.changedBelow(tree.namespace(), folder, seq));
    }

    @Test
    default void the_trash_is_told_from_the_tree() {
        var tree = newTree();
        var file = tree.file(tree.top(), "file", "x");

        tree.commit(delete(file));
        assertThat(tree.node(file).status()).isEqualTo(Status.TRASHED);

        tree.commit(restore(file));
        assertThat(tree.node(file).status()).isEqualTo(Status.LIVE);
    }

    @Test
    default void names_are_swapped_and_rotated_in_one_commit() {
        var tree = newTree();
        var a = tree.file(tree.top(), "a", "1");
        var b = tree.file(tree.top(), "b", "2");
        var c = tree.folder(tree.top(), "c");

        tree.commit(
                move(a, tree.top(), "t"), move(c, tree.top(), "a"), move(b, tree.top(), "c"), move(a, tree.top(), "b"));

        assertThat(tree.paths()).containsExactly("a/", "b", "c");
        assertThat(tree.node(a).name()).isEqualTo("b");
    }

    @Test
    default void a_deleted_name_is_free_in_the_same_commit() {
        var tree = newTree();
        var old = tree.file(tree.top(), "name", "old");

        tree.commit(delete(old), tree.put(tree.top(), "name", "new"));

        assertThat(tree.paths()).containsExactly("name");
        assertThat(tree.node(old).isLive()).isFalse();
    }

    @Test
    default void a_transaction_that_fails_changes_nothing() {
        var tree = newTree();
        var before = tree.nodes();

        assertThatThrownBy(() -> transactions().run(store -> {
                    var head = store.lock(tree.namespace()).orElseThrow();
                    var stamp = new TreeStore.Stamp(TestTree.FIRST, new DeviceId(1));
                    var changes = new TreeChanges(store, tree.namespace(), head, stamp);
                    var nobody = new CommitRules.KnownChunks() {
                        @Override
                        public Optional<Integer> lengthOf(Fingerprint fingerprint) {
                            return Optional.empty();
                        }

                        @Override
                        public boolean isDamaged(Fingerprint fingerprint) {
                            return false;
                        }
                    };
                    new CommitRules(store, changes, nobody, Set.of(), "device").apply(List.of(mkdir(tree.top(), "x")));
                    store.write(changes.changed());
                    throw new IllegalStateException("after all was written");
                }))
                .hasMessage("after all was written");

        assertThat(tree.nodes()).isEqualTo(before);
    }

    @Test
    default void a_thousand_operations_of_all_kinds_are_one_commit() {
        var tree = newTree();
        var operations = IntStream.range(0, 1000)
                .<Operation>mapToObj(i -> switch (i % 4) {
                    case 0 -> mkdir(tree.top(), "folder " + i);
                    case 1 -> tree.put("$" + (i - 1), "file", "content " + i);
                    case 2 ->
                        tree.put(
                                "$" + (i - 2),
                                "second",
                                IntStream.range(0, 20)
                                        .mapToObj(chunk -> "c" + chunk % 3 + i)
                                        .collect(Collectors.joining("|")));
                    default ->
                        new Operation.Move(
                                NodeRef.valueOf("$" + (i - 2)),
                                NodeRef.to(tree.top()),
                                new FileName("moved " + i),
                                null,
                                false);
                })
                .toList();

        tree.commit(1, operations);

        assertThat(tree.paths()).hasSize(750);
        assertThat(tree.nodes()).hasSize(751);
    }

    @Test
    default void what_is_purged_leaves_a_tombstone_and_nothing_else() {
        var tree = newTree();
        var file = tree.file(tree.top(), "file", "one");
        var first = tree.node(file).versionId();
        tree.commit(tree.edit(file, "second"));
        tree.commit(delete(file));
        long seq = tree.seq();

        assertThat((int) tree.purge(purge -> purge.trash(tree.now()))).isZero();
        assertThat((int) tree.purge(purge -> purge.trash(tree.now().plusSeconds(1))))
                .isEqualTo(1);

        assertThat(tree.node(file).status()).isEqualTo(Status.PURGED);
        assertThat(tree.older(first)).isEmpty();
        assertThat(tree.usedBytes()).isZero();
        assertThat(tree.seq()).isEqualTo(seq);
        assertThat(tree.only(restore(file))).isInstanceOf(OperationResult.Rejected.class);
    }

    @Test
    default void a_purged_folder_takes_along_what_is_below_it() {
        var tree = newTree();
        var folder = tree.folder(tree.top(), "folder");
        var deep = tree.folder(folder, "deep");
        var file = tree.file(deep, "file", "x");
        var deletedBefore = tree.file(deep, "deleted by itself", "y");
        tree.commit(delete(deletedBefore));
        tree.commit(delete(folder));

        tree.purge(purge -> purge.entries(List.of(tree.node(folder))));
        assertThat(tree.only(restore(file))).isInstanceOf(OperationResult.Done.class);
        while (tree.purge(Purge::below)) {
            // in parts
        }

        assertThat(tree.paths()).containsExactly("file");
        assertThat(tree.node(deep).status()).isEqualTo(Status.PURGED);
        assertThat(tree.node(deletedBefore).status()).isEqualTo(Status.TRASHED);
        assertThat(tree.only(restore(deletedBefore))).isInstanceOf(OperationResult.Done.class);
        assertThat(tree.paths()).containsExactly("deleted by itself", "file");
        assertThat(tree.usedBytes()).isEqualTo(2);
    }

    @Test
    default void what_hangs_in_a_purged_folder_is_in_the_trash_by_itself_and_stays_there() {
        var tree = newTree();
        var folder = tree.folder(tree.top(), "folder");
        var mount = tree.mount(folder, "mount");
        tree.commit(delete(folder));
        tree.purge(purge -> purge.entries(List.of(tree.node(folder))));
        while (tree.purge(Purge::below)) {
            // in parts
        }

        assertThat(tree.node(mount).status()).isEqualTo(Status.TRASHED);
        assertThat((int) tree.purge(purge -> purge.entries(List.of(tree.node(mount)))))
                .isZero();
        assertThat((int) tree.purge(purge -> purge.trash(tree.now().plusSeconds(1))))
                .isZero();
        assertThat(tree.only(restore(mount))).isInstanceOf(OperationResult.Done.class);
        assertThat(tree.paths()).containsExactly("mount/");
    }

    @Test
    default void older_versions_go_that_are_past_their_time_and_not_among_the_newest() {
        var tree = newTree();
        var file = tree.file(tree.top(), "file", "v1");
        var other = tree.file(tree.top(), "other", "o1");
        tree.commit(tree.edit(other, "o2"));
        for (int i = 2; i <= 5; i++) {
            tree.commit(tree.edit(file, "v" + i));
        }
        var late = tree.now();

        assertThat((int) tree.purge(purge -> purge.versions(late, 2))).isEqualTo(2);
        assertThat(IntStream.rangeClosed(1, 5)
                        .filter(number ->
                                tree.older(new VersionId(file, number)).isPresent()))
                .containsExactly(3, 4);
        assertThat(tree.older(new VersionId(other, 1))).isPresent();

        assertThat((int) tree.purge(purge -> purge.versions(late, 0))).isEqualTo(2);
        assertThat(tree.older(new VersionId(file, 4))).as("replaced just now").isPresent();
        assertThat(tree.content(file)).isEqualTo(manifest("v5").fingerprint());
    }

    @Test
    default void an_edit_brings_a_purged_file_back_without_its_past() {
        var tree = newTree();
        var file = tree.file(tree.top(), "file", "old");
        var seen = tree.node(file).versionId();
        tree.commit(delete(file));
        tree.purge(purge -> purge.entries(List.of(tree.node(file))));

        tree.commit(tree.put(NodeRef.to(tree.top()), "file", file, seen, "new text", false));

        assertThat(tree.paths()).containsExactly("file");
        assertThat(tree.content(file)).isEqualTo(manifest("new text").fingerprint());
        assertThat(tree.older(seen)).isEmpty();
        assertThat(tree.usedBytes()).isEqualTo(8);
    }

    @Test
    default void a_folder_is_made_what_it_was_at_a_moment() {
        for (long seed = 1; seed <= 5; seed++) {
            var tree = newTree();
            var commits = new RandomCommits(tree, seed);
            for (int i = 0; i < 8; i++) {
                var next = commits.next();
                tree.commit(next.device(), next.operations());
            }
            var paths = tree.paths();
            var moment = tree.now();
            for (int i = 0; i < 8; i++) {
                var next = commits.next();
                tree.commit(next.device(), next.operations());
            }

            tree.rewind(tree.top(), moment);

            assertThat(tree.paths()).as("seed %d", seed).isEqualTo(paths);
            assertThat(transactions().plan(tree.top(), moment).changes()).isEmpty();
        }
    }

    /// The memory implementation is the model of all others.
    @Test
    default void random_commits_end_as_they_do_in_memory() {
        for (long seed = 1; seed <= 6; seed++) {
            var real = newTree();
            var memory = new MemoryTreeStore();
            memory.open(real.namespace());
            var model = new TestTree(memory, real.namespace());
            var top = real.node(real.top());
            var forReal = new RandomCommits(real, seed);
            var forModel = new RandomCommits(model, seed);

            for (int i = 0; i < 25; i++) {
                var next = forReal.next();
                var same = forModel.next();
                assertThat(next).as("seed %d, commit %d", seed, i).isEqualTo(same);
                assertThat(real.commit(next.device(), next.operations()))
                        .as("seed %d, commit %d", seed, i)
                        .isEqualTo(model.commit(same.device(), same.operations()));
                if (i % 5 == 4) {
                    assertThat(purgeOld(real)).isEqualTo(purgeOld(model));
                }
            }

            assertThat(real.nodes().stream().filter(node -> !node.id().equals(top.id())))
                    .as("seed %d", seed)
                    .isEqualTo(model.nodes().stream()
                            .filter(node -> !node.id().equals(top.id()))
                            .toList());
            assertThat(real.usedBytes()).isEqualTo(model.usedBytes());
            assertThat(real.seq()).isEqualTo(model.seq());
        }
    }

    private static List<Integer> purgeOld(TestTree tree) {
        var before = tree.now().minusSeconds(3);
        int trashed = tree.purge(purge -> purge.trash(before));
        tree.purge(Purge::below);
        return List.of(trashed, tree.purge(purge -> purge.versions(before, 1)));
    }
}
