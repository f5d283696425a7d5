package dev.cairn.tree.control;

import static dev.cairn.tree.control.TestTree.copy;
import static dev.cairn.tree.control.TestTree.delete;
import static dev.cairn.tree.control.TestTree.fingerprint;
import static dev.cairn.tree.control.TestTree.manifest;
import static dev.cairn.tree.control.TestTree.mkdir;
import static dev.cairn.tree.control.TestTree.move;
import static dev.cairn.tree.control.TestTree.restore;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestDiff;
import dev.cairn.core.content.Splice;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.OperationResult.Conflict;
import dev.cairn.core.sync.OperationResult.Done;
import dev.cairn.core.sync.OperationResult.MissingChunks;
import dev.cairn.core.sync.OperationResult.Rejected;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.VersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitRulesTest {

    private static final String COPY_OF_1 = " (conflicted copy, device 1, 2026-11-23)";

    private final MemoryTreeStore store = new MemoryTreeStore();
    private final TestTree tree = new TestTree(store);
    private final NodeId top = tree.top();

    private static void assertRefused(OperationResult result, ProblemType type) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.problem().type())
                                .isEqualTo(type.uri().toString()));
    }

    private static void assertDone(OperationResult result) {
        assertThat(result).isInstanceOf(Done.class);
    }

    private void assertUnchangedBy(Operation operation, ProblemType type) {
        var before = tree.nodes();
        long seq = tree.seq();

        var result = tree.only(operation);

        assertRefused(result, type);
        assertThat(tree.nodes()).isEqualTo(before);
        assertThat(tree.seq()).isEqualTo(seq);
    }

    /// The rows of the conflict table of testing.md 2.3, each cell a test: late operation, what was
    /// committed before it.
    @Nested
    class Conflicts {

        private final NodeId folder = tree.folder(top, "folder");
        private final NodeId elsewhere = tree.folder(top, "elsewhere");
        private final NodeId file = tree.file(folder, "file", "base");
        private final VersionId base = tree.node(file).versionId();
        private final int baseRev = tree.node(file).rev();

        private void assertLateEditReplacesButKeeps(String earlier) {
            var replaced = tree.node(file).versionId();

            var result = (Conflict) tree.only(tree.edit(file, base, "late"));

            assertThat(result.applied()).isTrue();
            assertThat(result.conflictVersionId()).isEqualTo(replaced);
            assertThat(tree.content(file)).isEqualTo(manifest("late").fingerprint());
            assertThat(tree.older(replaced).orElseThrow().fingerprint())
                    .isEqualTo(manifest(earlier).fingerprint());
        }

        @Test
        void a_late_edit_of_an_edited_file_takes_the_name_and_keeps_the_other_as_a_conflict() {
            tree.commit(tree.edit(file, "early"));

            assertLateEditReplacesButKeeps("early");

            assertThat(tree.paths()).containsExactly("elsewhere/", "folder/", "folder/file");
            assertThat(store.past(tree.namespace()))
                    .filteredOn(TreeStore.Past::conflict)
                    .hasSize(1);
        }

        @Test
        void a_late_edit_of_a_deleted_file_brings_the_same_node_back() {
            tree.commit(delete(file));

            assertDone(tree.only(tree.put(NodeRef.to(folder), "file", file, base, "late", false)));

            assertThat(tree.paths()).containsExactly("elsewhere/", "folder/", "folder/file");
            assertThat(tree.content(file)).isEqualTo(manifest("late").fingerprint());
            assertThat(tree.older(base).orElseThrow().fingerprint())
                    .isEqualTo(manifest("base").fingerprint());
        }

        @Test
        void a_late_edit_of_a_deleted_file_gets_a_name_of_its_own_where_its_name_is_taken() {
            tree.commit(delete(file));
            tree.file(folder, "file", "another");

            var result = (Conflict) tree.only(tree.put(NodeRef.to(folder), "file", file, base, "late", false));

            assertThat(result.nodeId()).isEqualTo(file);
            assertThat(tree.paths()).contains("folder/file", "folder/file" + COPY_OF_1);
        }

        @Test
        void a_late_edit_of_a_moved_file_applies_where_it_is_now() {
            tree.commit(move(file, elsewhere, "moved"));

            assertDone(tree.only(tree.put(NodeRef.to(folder), "file", file, base, "late", false)));

            assertThat(tree.paths()).containsExactly("elsewhere/", "elsewhere/moved", "folder/");
            assertThat(tree.content(file)).isEqualTo(manifest("late").fingerprint());
        }

        @Test
        void a_late_edit_of_a_file_moved_and_edited_is_a_conflict_at_the_new_place() {
            tree.commit(move(file, elsewhere, "moved"), tree.edit(file, "early"));

            assertLateEditReplacesButKeeps("early");

            assertThat(tree.paths()).containsExactly("elsewhere/", "elsewhere/moved", "folder/");
        }

        @Test
        void a_late_delete_of_an_edited_file_is_dropped() {
            tree.commit(tree.edit(file, "early"));

            var result = (Conflict) tree.only(new Operation.Delete(file, baseRev, null));

            assertThat(result.applied()).isFalse();
            assertThat(tree.paths()).contains("folder/file");
        }

        @Test
        void a_late_delete_of_a_deleted_file_is_nothing() {
            tree.commit(delete(file));
            long seq = tree.seq();

            assertDone(tree.only(new Operation.Delete(file, baseRev, null)));

            assertThat(tree.seq()).isEqualTo(seq);
        }

        @Test
        void a_late_delete_of_a_moved_file_applies() {
            tree.commit(move(file, elsewhere, "moved"));

            assertDone(tree.only(new Operation.Delete(file, baseRev, null)));

            assertThat(tree.paths()).containsExactly("elsewhere/", "folder/");
        }

        @Test
        void a_late_delete_of_a_file_moved_and_edited_is_dropped() {
            tree.commit(move(file, elsewhere, "moved"), tree.edit(file, "early"));

            var result = (Conflict) tree.only(new Operation.Delete(file, baseRev, null));

            assertThat(result.applied()).isFalse();
            assertThat(tree.paths()).contains("elsewhere/moved");
        }

        @Test
        void a_late_move_of_an_edited_file_applies_and_so_does_the_edit() {
            tree.commit(tree.edit(file, "early"));

            assertDone(tree.only(
                    new Operation.Move(NodeRef.to(file), NodeRef.to(elsewhere), new FileName("late"), baseRev, false)));

            assertThat(tree.paths()).containsExactly("elsewhere/", "elsewhere/late", "folder/");
            assertThat(tree.content(file)).isEqualTo(manifest("early").fingerprint());
        }

        @Test
        void a_late_move_of_a_deleted_file_loses() {
            tree.commit(delete(file));

            assertUnchangedBy(move(file, elsewhere, "late"), ProblemType.NOT_FOUND);
        }

        @Test
        void a_late_move_of_a_moved_file_wins_the_place_and_makes_no_copy() {
            tree.commit(move(file, elsewhere, "early"));

            assertDone(tree.only(move(file, top, "late")));

            assertThat(tree.paths()).containsExactly("elsewhere/", "folder/", "late");
        }

        @Test
        void a_late_create_of_the_same_name_gets_a_conflict_name() {
            var result = (Conflict) tree.only(tree.put(folder, "file", "late"));

            assertThat(result.nodeId()).isNotEqualTo(file);
            assertThat(result.name()).isEqualTo(new FileName("file" + COPY_OF_1));
            assertThat(tree.paths()).contains("folder/file", "folder/file" + COPY_OF_1);
        }

        @Test
        void a_late_create_of_the_same_name_and_content_is_the_same_file() {
            var result = (Done) tree.only(tree.put(folder, "FILE", "base"));

            assertThat(result.nodeId()).isEqualTo(file);
            assertThat(tree.paths()).containsExactly("elsewhere/", "folder/", "folder/file");
        }

        @Test
        void a_late_create_where_the_file_was_deleted_or_moved_away_is_a_new_file() {
            tree.commit(delete(file));
            var second = tree.file(folder, "file", "late");
            tree.commit(move(second, elsewhere, "file"));
            var third = tree.file(folder, "file", "later");

            assertThat(List.of(second, third)).doesNotContain(file).doesNotHaveDuplicates();
            assertThat(tree.paths()).contains("folder/file", "elsewhere/file");
        }

        @Test
        void a_late_delete_of_a_folder_is_dropped_where_something_below_it_is_newer() {
            long seen = tree.seq();
            var deep = tree.folder(folder, "deep");
            var child = tree.file(deep, "child", "new");

            var result = (Conflict) tree.only(new Operation.Delete(folder, null, seen));

            assertThat(result.applied()).isFalse();
            assertThat(tree.paths()).contains("folder/deep/child");

            tree.commit(new Operation.Delete(file, baseRev, null)); // what the client then plans

            assertThat(tree.paths()).containsExactly("elsewhere/", "folder/", "folder/deep/", "folder/deep/child");
            assertThat(tree.node(child).isLive()).isTrue();
        }

        @Test
        void a_delete_of_a_folder_applies_where_only_others_are_newer() {
            long seen = tree.seq();
            tree.file(elsewhere, "unrelated", "new");

            assertDone(tree.only(new Operation.Delete(folder, null, seen)));

            assertThat(tree.paths()).containsExactly("elsewhere/", "elsewhere/unrelated");
        }

        @Test
        void a_delete_of_a_folder_is_dropped_where_a_child_below_it_was_deleted_unseen() {
            long seen = tree.seq();
            tree.commit(delete(file));

            var result = (Conflict) tree.only(new Operation.Delete(folder, null, seen));

            assertThat(result.applied()).isFalse();
        }

        @Test
        void a_late_edit_below_a_deleted_folder_is_refused_and_nothing_is_lost() {
            tree.commit(delete(folder));

            assertUnchangedBy(tree.put(NodeRef.to(folder), "file", file, base, "late", false), ProblemType.NOT_FOUND);

            assertDone(tree.only(tree.put(NodeRef.to(top), "file", file, base, "late", false)));
            assertThat(tree.paths()).containsExactly("elsewhere/", "file");
        }

        @Test
        void a_folder_keeps_its_name_and_the_file_gets_a_conflict_name_whoever_is_first() {
            tree.commit(mkdir(folder, "file"));
            tree.commit(mkdir(top, "swap"), tree.put(top, "swap", "late"));

            assertThat(tree.paths())
                    .containsExactly(
                            "elsewhere/",
                            "folder/",
                            "folder/file" + COPY_OF_1,
                            "folder/file/",
                            "swap" + COPY_OF_1,
                            "swap/");
        }

        @Test
        void equal_edits_are_no_conflict_whatever_their_base() {
            tree.commit(tree.edit(file, "same"));
            long seq = tree.seq();

            assertDone(tree.only(tree.edit(file, base, "same")));
            assertDone(tree.only(tree.edit(file, null, "same")));

            assertThat(tree.seq()).isEqualTo(seq);
        }

        @Test
        void equal_bytes_cut_in_another_way_are_no_conflict_where_both_sides_tell_the_sha_256() {
            var whole = fingerprint("the same bytes");
            tree.commit(withSha(tree.edit(file, "the same| bytes"), whole));

            var result = tree.only(withSha(tree.edit(file, base, "the |same bytes"), whole));

            assertDone(result);
        }

        private Operation.Put withSha(Operation.Put put, dev.cairn.core.content.Fingerprint sha256) {
            return new Operation.Put(
                    put.parentId(),
                    put.name(),
                    put.nodeId(),
                    put.baseVersionId(),
                    put.size(),
                    put.modifiedTime(),
                    put.fileType(),
                    put.executable(),
                    put.fingerprint(),
                    sha256,
                    put.manifest(),
                    put.exact());
        }

        @Test
        void many_writers_of_one_version_leave_one_current_content_and_a_keeper_for_each_other() {
            for (int writer = 1; writer <= 20; writer++) {
                tree.commit(writer, List.of(tree.edit(file, base, "by writer " + writer)));
            }

            assertThat(tree.content(file)).isEqualTo(manifest("by writer 20").fingerprint());
            var kept = store.past(tree.namespace()).stream()
                    .filter(past -> past.state().id().equals(file) && past.content())
                    .map(past -> past.state().requireContent().fingerprint())
                    .toList();
            assertThat(kept).hasSize(20).doesNotHaveDuplicates();
            assertThat(tree.paths()).hasSize(3);
        }

        @Test
        void a_file_whose_attributes_alone_change_gets_no_version() {
            assertDone(tree.only(touch()));

            assertThat(tree.node(file).rev()).isEqualTo(baseRev + 1);
            assertTouched();
        }

        @Test
        void a_deleted_file_whose_attributes_alone_change_comes_back_with_them() {
            var touch = touch();
            tree.commit(delete(file));

            assertDone(tree.only(touch));

            assertThat(tree.paths()).contains("folder/file");
            assertTouched();
        }

        private Operation.Put touch() {
            var put = tree.edit(file, "base");
            return new Operation.Put(
                    put.parentId(),
                    put.name(),
                    file,
                    base,
                    put.size(),
                    Instant.parse("2020-01-01T00:00:00.000000001Z"),
                    null,
                    true,
                    put.fingerprint(),
                    null,
                    put.manifest(),
                    false);
        }

        private void assertTouched() {
            var node = tree.node(file);
            assertThat(node.versionId()).isEqualTo(base);
            assertThat(node.requireContent().executable()).isTrue();
            assertThat(node.requireContent().modifiedTime()).isEqualTo("2020-01-01T00:00:00.000000001Z");
        }
    }

    @Nested
    class Exactness {

        private final NodeId file = tree.file(top, "file", "base");
        private final VersionId base = tree.node(file).versionId();

        @Test
        void an_exact_create_where_the_name_is_taken_changes_nothing() {
            assertUnchangedBy(tree.put(NodeRef.to(top), "FILE", null, null, "late", true), ProblemType.NAME_TAKEN);
            assertUnchangedBy(
                    new Operation.MakeFolder(NodeRef.to(top), new FileName("file"), true), ProblemType.NAME_TAKEN);
            assertUnchangedBy(
                    new Operation.Copy(file, null, NodeRef.to(top), new FileName("file"), true),
                    ProblemType.NAME_TAKEN);
        }

        @Test
        void an_exact_edit_of_another_version_changes_nothing() {
            tree.commit(tree.edit(file, "early"));

            assertUnchangedBy(tree.put(NodeRef.to(top), "file", file, base, "late", true), ProblemType.CONFLICT);
            assertUnchangedBy(tree.put(NodeRef.to(top), "file", file, null, "late", true), ProblemType.CONFLICT);
        }

        @Test
        void an_exact_edit_of_the_version_it_names_applies() {
            assertDone(tree.only(tree.put(NodeRef.to(top), "file", file, base, "late", true)));
        }

        @Test
        void an_exact_move_from_another_revision_or_to_a_taken_name_changes_nothing() {
            tree.file(top, "taken", "x");
            int rev = tree.node(file).rev();

            assertUnchangedBy(exactMove("free", rev - 1), ProblemType.PRECONDITION_FAILED);
            assertUnchangedBy(exactMove("TAKEN", rev), ProblemType.NAME_TAKEN);
            assertDone(tree.only(exactMove("free", rev)));
        }

        private Operation.Move exactMove(String name, int rev) {
            return new Operation.Move(NodeRef.to(file), NodeRef.to(top), new FileName(name), rev, true);
        }

        @Test
        void an_exact_edit_of_a_deleted_file_whose_name_is_taken_changes_nothing() {
            tree.commit(delete(file));
            tree.file(top, "file", "another");

            assertUnchangedBy(tree.put(NodeRef.to(top), "file", file, base, "late", true), ProblemType.NAME_TAKEN);
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @CsvSource({
            "a,A",
            "á,a\u0301",
            "straße,STRASSE",
            "K,\u212a",
            "Å,\u212b",
            "σ,ς",
            "I,i",
        })
        void names_that_a_mac_or_windows_takes_for_one_cannot_both_be(String one, String other) {
            tree.file(top, one, "first");

            var result = tree.only(tree.put(top, other, "second"));

            assertThat(result).isInstanceOf(Conflict.class);
            assertThat(tree.nodes().stream().map(NodeState::nameKey)).doesNotHaveDuplicates();
        }

        @Test
        void names_with_traps_that_differ_are_all_kept_as_they_are() {
            var names = List.of(
                    "a",
                    "a ",
                    "a.",
                    ".a",
                    "ı",
                    "i",
                    "CON",
                    "nul.txt",
                    "aux:x",
                    "a\\b",
                    "😀",
                    "😁",
                    "\u202eabc",
                    "-x",
                    "=x",
                    "x (conflicted copy).txt",
                    "~$x",
                    ".x.swp",
                    "%2f",
                    "ä".repeat(127),
                    "<img src=x onerror=alert(1)>");

            names.forEach(name -> tree.file(top, name, "content of " + name));

            assertThat(tree.paths()).containsExactlyInAnyOrderElementsOf(names);
        }

        @Test
        void a_change_of_case_alone_is_a_rename() {
            var file = tree.file(top, "readme", "x");

            assertDone(tree.only(move(file, top, "README")));

            assertThat(tree.paths()).containsExactly("README");
            assertThat(tree.node(file).rev()).isEqualTo(2);
        }

        @Test
        void a_rename_to_the_same_name_in_another_form_changes_nothing() {
            var file = tree.file(top, "á", "x");
            long seq = tree.seq();

            assertDone(tree.only(move(file, top, "a\u0301")));

            assertThat(tree.seq()).isEqualTo(seq);
        }

        @Test
        void two_names_are_swapped_by_way_of_a_third_in_one_commit() {
            var one = tree.file(top, "one", "1");
            var two = tree.file(top, "two", "2");

            tree.commit(move(one, top, "tmp"), move(two, top, "one"), move(one, top, "two"))
                    .forEach(CommitRulesTest::assertDone);

            assertThat(tree.node(one).name()).isEqualTo("two");
            assertThat(tree.node(two).name()).isEqualTo("one");
            assertThat(tree.paths()).containsExactly("one", "two");
        }

        @Test
        void three_names_rotate_in_one_commit() {
            var a = tree.file(top, "a", "1");
            var b = tree.file(top, "b", "2");
            var c = tree.file(top, "c", "3");

            tree.commit(move(c, top, "tmp"), move(b, top, "c"), move(a, top, "b"), move(c, top, "a"))
                    .forEach(CommitRulesTest::assertDone);

            assertThat(List.of(
                            tree.node(a).name(),
                            tree.node(b).name(),
                            tree.node(c).name()))
                    .containsExactly("b", "c", "a");
        }

        @Test
        void a_save_by_rename_over_keeps_the_old_under_its_new_name() {
            var original = tree.file(top, "doc", "old");

            var results = tree.commit(move(original, top, "doc.bak"), tree.put(top, "doc", "new"), delete(original));

            results.forEach(CommitRulesTest::assertDone);
            assertThat(tree.paths()).containsExactly("doc");
            assertThat(tree.node(original).status()).isEqualTo(NodeState.Status.TRASHED);
        }

        @Test
        void a_conflict_name_is_new_fits_and_says_whose_and_when_however_often() {
            var longest = "n".repeat(251) + ".txt";
            tree.file(top, longest, "first");
            for (int i = 0; i < 12; i++) {
                tree.commit(7, List.of(tree.put(top, longest, "content " + i)));
            }

            assertThat(tree.paths())
                    .hasSize(13)
                    .allSatisfy(name -> assertThat(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .hasSizeLessThanOrEqualTo(255))
                    .allSatisfy(name -> assertThat(name).endsWith(".txt"))
                    .filteredOn(name -> name.contains("(conflicted copy, device 7, 2026-11-23"))
                    .hasSize(12);
        }
    }

    @Nested
    class References {

        @Test
        void an_operation_goes_into_a_folder_that_an_earlier_one_makes() {
            var results = tree.commit(
                    mkdir(top, "a"),
                    new Operation.MakeFolder(NodeRef.valueOf("$0"), new FileName("b"), false),
                    tree.put("$1", "c", "deep"),
                    new Operation.Move(NodeRef.valueOf("$2"), NodeRef.valueOf("$0"), new FileName("d"), null, false));

            results.forEach(CommitRulesTest::assertDone);
            assertThat(tree.paths()).containsExactly("a/", "a/b/", "a/d");
        }

        @Test
        void a_reference_to_a_folder_that_was_there_already_means_that_folder() {
            var there = tree.folder(top, "a");

            tree.commit(mkdir(top, "A"), tree.put("$0", "c", "x"));

            assertThat(tree.paths()).containsExactly("a/", "a/c");
            assertThat(tree.nodes()).extracting(NodeState::id).contains(there);
        }

        @Test
        void what_refers_to_a_refused_a_later_or_its_own_operation_is_refused() {
            tree.lose("never sent");
            var results = tree.commit(
                    mkdir(new NodeId(tree.namespace(), 999), "nowhere"),
                    tree.put("$0", "a", "x"),
                    tree.put("$2", "b", "x"),
                    tree.put("$5", "c", "x"),
                    tree.put("$999", "d", "x"));

            assertThat(results).allSatisfy(result -> assertRefused(result, ProblemType.NOT_FOUND));
            assertThat(tree.paths()).isEmpty();
        }

        @Test
        void a_file_is_no_folder() {
            var results = tree.commit(tree.put(top, "file", "x"), tree.put("$0", "a", "y"));

            assertRefused(results.get(1), ProblemType.NOT_FOUND);
        }

        @Test
        void into_a_folder_that_is_made_in_the_same_commit_nothing_more_is_asked_of_the_store() {
            var few = new ArrayList<Operation>(List.of(mkdir(top, "few")));
            var many = new ArrayList<Operation>(List.of(mkdir(top, "many")));
            IntStream.range(0, 9).forEach(i -> few.add(tree.put("$0", "f" + i, "content " + i)));
            IntStream.range(0, 999).forEach(i -> many.add(tree.put("$0", "f" + i, "content " + i)));

            int before = store.calls();
            tree.commit(1, few);
            int forFew = store.calls() - before;
            tree.commit(1, many);

            assertThat(store.calls() - before - forFew).isEqualTo(forFew);
        }
    }

    @Nested
    class Moves {

        private final NodeId outer = tree.folder(top, "outer");
        private final NodeId inner = tree.folder(outer, "inner");

        @Test
        void a_folder_cannot_go_into_itself_or_below() {
            assertUnchangedBy(move(outer, outer, "x"), ProblemType.BAD_REQUEST);
            assertUnchangedBy(move(outer, inner, "x"), ProblemType.BAD_REQUEST);
        }

        @Test
        void two_folders_that_are_moved_into_each_other_end_in_one_serial_result() {
            var other = tree.folder(top, "other");

            var results = tree.commit(move(outer, other, "outer"), move(other, inner, "other"));

            assertDone(results.getFirst());
            assertRefused(results.getLast(), ProblemType.BAD_REQUEST);
            assertThat(tree.paths()).containsExactly("other/", "other/outer/", "other/outer/inner/");
        }

        @Test
        void the_top_folder_stays() {
            assertUnchangedBy(move(top, outer, "x"), ProblemType.BAD_REQUEST);
            assertUnchangedBy(delete(top), ProblemType.BAD_REQUEST);
        }

        @Test
        void without_a_name_what_is_moved_or_copied_keeps_the_one_it_has() {
            var file = tree.file(top, "draft", "x");
            var target = tree.folder(top, "target");

            tree.commit(
                    move(file, top, "final"),
                    new Operation.Copy(file, null, NodeRef.to(target), null, true),
                    new Operation.Move(NodeRef.to(file), NodeRef.to(outer), null, null, true));

            assertThat(tree.paths()).contains("target/final", "outer/final").doesNotContain("final", "draft");
        }

        @Test
        void a_folder_with_everything_in_it_is_one_change() {
            for (int i = 0; i < 100; i++) {
                tree.file(inner, "f" + i, "x");
            }
            long seq = tree.seq();

            tree.commit(move(outer, tree.top(), "renamed"));

            assertThat(tree.seq()).isEqualTo(seq + 1);
            assertThat(tree.paths()).contains("renamed/inner/f99");
        }

        @Test
        void onto_a_taken_name_it_gets_a_conflict_name_and_says_so() {
            tree.file(top, "taken", "x");

            var result = (Conflict) tree.only(move(inner, top, "taken"));

            assertThat(result.name()).isEqualTo(new FileName("taken" + COPY_OF_1));
            assertThat(tree.paths()).containsExactly("outer/", "taken", "taken" + COPY_OF_1 + "/");
        }

        @Test
        void nothing_moves_into_a_deleted_folder_or_one_below_it() {
            var file = tree.file(top, "file", "x");
            tree.commit(delete(outer));

            assertUnchangedBy(move(file, outer, "file"), ProblemType.NOT_FOUND);
            assertUnchangedBy(move(file, inner, "file"), ProblemType.NOT_FOUND);
            assertUnchangedBy(mkdir(inner, "x"), ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class Copies {

        private final NodeId file = tree.file(top, "file.txt", "first");

        @Test
        void a_copy_is_another_file_of_the_same_content() {
            var copied = tree.make(copy(file, top, "copy.txt"));
            tree.commit(tree.edit(file, "second"));

            assertThat(tree.content(copied)).isEqualTo(manifest("first").fingerprint());
            assertThat(tree.node(copied).versionId()).isEqualTo(new VersionId(copied, 1));
        }

        @Test
        void a_copy_under_a_taken_name_gets_a_number() {
            tree.commit(copy(file, top, "file.txt"), copy(file, top, "FILE.txt"));

            assertThat(tree.paths()).containsExactly("FILE (3).txt", "file (2).txt", "file.txt");
        }

        @Test
        void an_older_version_can_be_copied_and_only_of_the_file_it_belongs_to() {
            var first = tree.node(file).versionId();
            var other = tree.file(top, "other", "another");
            tree.commit(tree.edit(file, "second"));

            var copied = tree.make(new Operation.Copy(file, first, NodeRef.to(top), new FileName("old"), false));

            assertThat(tree.content(copied)).isEqualTo(manifest("first").fingerprint());
            assertUnchangedBy(
                    new Operation.Copy(other, first, NodeRef.to(top), new FileName("x"), false), ProblemType.NOT_FOUND);
            assertUnchangedBy(
                    new Operation.Copy(file, new VersionId(file, 99), NodeRef.to(top), new FileName("x"), false),
                    ProblemType.NOT_FOUND);
        }

        @Test
        void a_folder_is_not_copied_by_this() {
            var folder = tree.folder(top, "folder");

            assertUnchangedBy(copy(folder, top, "x"), ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class Restoring {

        private final NodeId folder = tree.folder(top, "folder");
        private final NodeId file = tree.file(folder, "file.txt", "kept");

        @Test
        void what_was_deleted_comes_back_where_it_was() {
            tree.commit(delete(file));

            assertDone(tree.only(restore(file)));

            assertThat(tree.paths()).containsExactly("folder/", "folder/file.txt");
        }

        @Test
        void a_folder_comes_back_with_all_that_was_in_it() {
            tree.commit(delete(folder));
            assertThat(tree.paths()).isEmpty();

            tree.commit(restore(folder));

            assertThat(tree.paths()).containsExactly("folder/", "folder/file.txt");
        }

        @Test
        void where_the_folder_is_gone_it_comes_back_at_the_top() {
            tree.commit(delete(file), delete(folder));

            tree.commit(restore(file));

            assertThat(tree.paths()).containsExactly("file.txt");
        }

        @Test
        void where_the_name_is_taken_it_comes_back_with_a_number() {
            tree.commit(delete(file));
            tree.file(folder, "FILE.txt", "another");

            var result = (Conflict) tree.only(restore(file));

            assertThat(result.name()).isEqualTo(new FileName("file (2).txt"));
            assertThat(tree.paths()).containsExactly("folder/", "folder/FILE.txt", "folder/file (2).txt");
        }

        @Test
        void where_the_folder_is_gone_and_the_name_is_taken_at_the_top_it_gets_a_number_there() {
            tree.file(top, "file.txt", "another");
            tree.commit(delete(file), delete(folder));

            tree.commit(restore(file));

            assertThat(tree.paths()).containsExactly("file (2).txt", "file.txt");
        }

        @Test
        void it_comes_back_at_another_place_under_another_name_on_demand() {
            tree.commit(delete(file));

            tree.commit(new Operation.Restore(file, NodeRef.to(top), new FileName("again")));

            assertThat(tree.paths()).containsExactly("again", "folder/");
        }

        @Test
        void a_folder_cannot_be_restored_into_itself() {
            var inner = tree.folder(folder, "inner");
            tree.commit(delete(folder));

            assertUnchangedBy(new Operation.Restore(folder, NodeRef.to(inner), null), ProblemType.NOT_FOUND);
        }

        @Test
        void what_is_in_the_tree_needs_no_restoring() {
            long seq = tree.seq();

            assertDone(tree.only(restore(file)));

            assertThat(tree.seq()).isEqualTo(seq);
        }

        @Test
        void what_went_with_its_folder_comes_back_alone_at_the_top() {
            tree.commit(delete(folder));

            assertDone(tree.only(restore(file)));

            assertThat(tree.paths()).containsExactly("file.txt");
        }

        @Test
        void what_never_was_is_not_found() {
            assertUnchangedBy(restore(new NodeId(tree.namespace(), 999)), ProblemType.NOT_FOUND);
            assertUnchangedBy(restore(NodeId.rootOf(new NamespaceId(77))), ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class Contents {

        @Test
        void a_file_without_bytes_has_no_chunks_to_miss() {
            var file = tree.file(top, "empty", "");

            assertThat(tree.node(file).requireContent().size()).isZero();
            assertThat(tree.usedBytes()).isZero();
        }

        @Test
        void missing_chunks_are_named_by_their_places_and_nothing_changes() {
            var put = tree.put(top, "file", "a|b|c|b");
            tree.lose("b");

            var result = tree.only(put);

            assertThat(result).isEqualTo(new MissingChunks(List.of(1, 3)));
            assertThat(tree.paths()).isEmpty();
        }

        @Test
        void one_operation_that_is_refused_does_not_stop_the_others() {
            var lost = tree.put(top, "lost", "lost");
            tree.lose("lost");

            var results = tree.commit(lost, tree.put(top, "good", "x"), move(top, top, "x"));

            assertThat(results.get(0)).isInstanceOf(MissingChunks.class);
            assertDone(results.get(1));
            assertRefused(results.get(2), ProblemType.BAD_REQUEST);
            assertThat(tree.paths()).containsExactly("good");
        }

        @Test
        void a_damaged_chunk_is_missing_even_where_the_base_version_has_it() {
            var file = tree.file(top, "file", "a|b");
            var base = tree.node(file).versionId();
            tree.damage("b");
            var next = manifest("a|b|c");
            tree.put(top, "unused", "c");

            var result = tree.only(difference(
                    file, base, next, List.of(new Splice(2, 0, manifest("c").chunks()))));

            assertThat(result).isEqualTo(new MissingChunks(List.of(1)));
        }

        @Test
        void the_same_fingerprint_with_another_length_is_refused() { // D17
            tree.file(top, "victim", "hello");
            var lie = new Manifest(ChunkSizes.forFile(0), List.of(new Chunk(fingerprint("hello"), 4)));

            assertUnchangedBy(whole(lie), ProblemType.BAD_REQUEST);
        }

        @Test
        void a_manifest_of_another_size_or_fingerprint_than_the_operation_says_is_refused() {
            var good = tree.put(top, "file", "a|b");
            var other = manifest("a|c");

            assertUnchangedBy(
                    TestTree.put(NodeRef.to(top), "file", null, null, other, good.manifest(), false),
                    ProblemType.BAD_REQUEST);
            assertUnchangedBy(
                    new Operation.Put(
                            good.parentId(),
                            good.name(),
                            null,
                            null,
                            good.size() + 1,
                            good.modifiedTime(),
                            null,
                            false,
                            good.fingerprint(),
                            null,
                            good.manifest(),
                            false),
                    ProblemType.BAD_REQUEST);
        }

        @Test
        void an_edit_is_told_by_its_difference_from_the_base() {
            var text = IntStream.range(0, 50).mapToObj(i -> "chunk " + i).toList();
            var file = tree.file(top, "long", String.join("|", text));
            var base = tree.node(file).versionId();
            var changed = new ArrayList<>(text);
            changed.set(20, "another");
            changed.add("more");
            var next = manifest(String.join("|", changed));
            tree.put(top, "unused", "another|more");

            var splices = ManifestDiff.between(manifest(String.join("|", text)), next);
            var result = tree.only(difference(file, base, next, splices));

            assertDone(result);
            assertThat(tree.content(file)).isEqualTo(next.fingerprint());
            assertThat(tree.older(base).orElseThrow().fingerprint())
                    .isEqualTo(manifest(String.join("|", text)).fingerprint());
        }

        @Test
        void a_difference_from_an_older_version_works_and_is_a_conflict() {
            var file = tree.file(top, "file", "a|b");
            var base = tree.node(file).versionId();
            tree.commit(tree.edit(file, "x|y"));
            tree.put(top, "unused", "c");
            var next = manifest("a|b|c");

            var result = tree.only(difference(
                    file, base, next, List.of(new Splice(2, 0, manifest("c").chunks()))));

            assertThat(result).isInstanceOf(Conflict.class);
            assertThat(tree.content(file)).isEqualTo(next.fingerprint());
        }

        @Test
        void splices_that_do_not_fit_and_bases_that_are_not_kept_are_refused() {
            var file = tree.file(top, "file", "a|b");
            var base = tree.node(file).versionId();
            var next = manifest("a|b|c");
            var beyond = List.of(new Splice(3, 0, manifest("c").chunks()));
            var backwards = List.of(
                    new Splice(1, 1, manifest("c").chunks()),
                    new Splice(0, 1, manifest("c").chunks()));

            assertUnchangedBy(difference(file, base, next, beyond), ProblemType.BAD_REQUEST);
            assertUnchangedBy(difference(file, base, next, backwards), ProblemType.BAD_REQUEST);
            assertUnchangedBy(difference(file, new VersionId(file, 9), next, beyond), ProblemType.NOT_FOUND);
        }

        @Test
        void another_files_version_in_the_same_tree_may_be_the_base() {
            var one = tree.file(top, "one", "a|b");
            var other = tree.file(top, "other", "x");
            tree.put(top, "unused", "c");
            var next = manifest("a|b|c");

            var put = TestTree.put(
                    NodeRef.to(top),
                    "other",
                    other,
                    tree.node(other).versionId(),
                    next,
                    PutManifest.difference(
                            tree.node(one).versionId(),
                            List.of(new Splice(2, 0, manifest("c").chunks()))),
                    false);

            assertThat(tree.only(put)).isInstanceOfAny(Done.class, Rejected.class);
        }

        @Test
        void an_id_that_was_not_given_out_cannot_be_chosen() {
            var chosen = new NodeId(tree.namespace(), 500);
            var put = tree.put(NodeRef.to(top), "file", chosen, null, "x", false);

            assertUnchangedBy(put, ProblemType.NOT_FOUND);

            tree.reserve(chosen);
            assertThat(tree.make(put)).isEqualTo(chosen);
        }

        @Test
        void a_folder_gets_no_content() {
            var folder = tree.folder(top, "folder");

            assertUnchangedBy(tree.put(NodeRef.to(top), "folder", folder, null, "x", false), ProblemType.NOT_FOUND);
        }

        @Test
        void used_bytes_count_tree_and_trash_and_follow_every_edit() {
            var file = tree.file(top, "file", "12345");
            tree.make(copy(file, top, "copy"));
            assertThat(tree.usedBytes()).isEqualTo(10);

            tree.commit(tree.edit(file, "123"));
            assertThat(tree.usedBytes()).isEqualTo(8);

            tree.commit(delete(file));
            assertThat(tree.usedBytes()).isEqualTo(8);
        }

        private Operation.Put whole(Manifest manifest) {
            return TestTree.put(NodeRef.to(top), "file", null, null, manifest, PutManifest.whole(manifest), false);
        }

        private Operation.Put difference(NodeId file, VersionId base, Manifest next, List<Splice> splices) {
            return TestTree.put(
                    NodeRef.to(top), "file", file, base, next, PutManifest.difference(base, splices), false);
        }
    }

    @Nested
    class Idempotence {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void the_same_commit_again_changes_nothing(boolean withFolder) {
            var operations = new ArrayList<Operation>();
            if (withFolder) {
                operations.add(mkdir(top, "folder"));
            }
            operations.add(tree.put(top, "file", "content"));
            tree.commit(1, operations);
            long seq = tree.seq();

            tree.commit(1, operations);

            assertThat(tree.seq()).isEqualTo(seq);
        }

        @Test
        void another_namespaces_nodes_are_not_there() {
            var other = new TestTree(store);
            var foreign = other.file(other.top(), "victim", "canary");

            assertUnchangedBy(move(foreign, top, "mine"), ProblemType.NOT_FOUND);
            assertUnchangedBy(copy(foreign, top, "mine"), ProblemType.NOT_FOUND);
            assertUnchangedBy(delete(foreign), ProblemType.NOT_FOUND);
            assertUnchangedBy(mkdir(other.top(), "x"), ProblemType.NOT_FOUND);
            assertUnchangedBy(tree.put(NodeRef.to(top), "x", foreign, null, "x", false), ProblemType.NOT_FOUND);
        }
    }

    @Test
    void what_there_is_no_room_for_is_refused_and_the_rest_is_done() {
        var file = tree.file(tree.top(), "file", "123456");
        tree.limit(5);

        var results = tree.commit(
                tree.put(tree.top(), "fits", "1234"),
                tree.put(tree.top(), "does not", "56"),
                tree.edit(file, "1"),
                tree.put(tree.top(), "fits now", "56"),
                TestTree.copy(file, tree.top(), "copy"),
                TestTree.mkdir(tree.top(), "folder"));

        assertThat(results.get(1))
                .isInstanceOfSatisfying(
                        OperationResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().type()).isEqualTo("/problems/quota-exceeded"));
        assertThat(results).filteredOn(OperationResult.Done.class::isInstance).hasSize(5);
        assertThat(tree.paths()).containsExactly("copy", "file", "fits", "fits now", "folder/");
        assertThat(tree.usedBytes()).isEqualTo(1 + 4 + 2 + 1);
    }

    @Test
    void who_has_more_than_they_may_can_take_away_and_move() {
        var file = tree.file(tree.top(), "file", "123456");
        tree.limit(-3);

        assertThat(tree.only(tree.edit(file, "12345"))).isInstanceOf(OperationResult.Done.class);
        assertThat(tree.only(TestTree.move(file, tree.top(), "renamed"))).isInstanceOf(OperationResult.Done.class);
        assertThat(tree.only(tree.edit(file, "1234567"))).isInstanceOf(OperationResult.Rejected.class);
        assertThat(tree.only(TestTree.delete(file))).isInstanceOf(OperationResult.Done.class);
    }
}
