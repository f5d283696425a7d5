package dev.cairn.tree.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void its_form_is_read_back() {
        var none = new Cursor(Long.MAX_VALUE, new TreeMap<>());
        var some = new Cursor(
                7, new TreeMap<>(Map.of(new NamespaceId(1), 0L, new NamespaceId(Integer.MAX_VALUE), Long.MAX_VALUE)));

        assertThat(Cursor.read(none.form())).isEqualTo(none);
        assertThat(Cursor.read(some.form())).isEqualTo(some);
    }

    @Test
    void it_keeps_what_it_was_made_with() {
        var seqs = new TreeMap<NamespaceId, Long>();
        var cursor = new Cursor(1, seqs);

        seqs.put(new NamespaceId(5), 5L);

        assertThat(cursor.seqs()).isEmpty();
    }

    private final TestTree tree = new TestTree(new MemoryTreeStore());
    private final NodeId folder = tree.folder(tree.top(), "folder");
    private final NodeId file = tree.file(folder, "file", "text");

    /// Whether who has read up to a seq is told everything by the results of a commit.
    private boolean isAllTold(long read, Operation... operations) {
        long head = tree.seq();
        var results = tree.commit(operations);
        return Cursor.isAllTold(read, head, List.of(operations), new CommitResult(tree.seq(), results, null));
    }

    @Test
    void who_has_read_everything_is_told_the_rest_by_results_that_are_as_asked() {
        assertThat(isAllTold(
                        tree.seq(),
                        TestTree.mkdir(tree.top(), "new"),
                        tree.put("$0", "file", "another"),
                        TestTree.move(file, tree.top(), "moved"),
                        TestTree.move(file, tree.top(), "moved again"),
                        TestTree.delete(folder)))
                .isTrue();
        assertThat(isAllTold(tree.seq(), TestTree.delete(folder)))
                .as("nothing to be done")
                .isTrue();
    }

    @Test
    void who_has_read_less_is_not() {
        assertThat(isAllTold(tree.seq() - 1, TestTree.mkdir(tree.top(), "new"))).isFalse();
        assertThat(isAllTold(tree.seq() - 1, TestTree.mkdir(tree.top(), "new"))).isFalse();
    }

    @Test
    void nor_is_who_gets_something_else_than_was_asked_for() {
        tree.file(tree.top(), "taken", "text");

        assertThat(isAllTold(tree.seq(), TestTree.move(file, tree.top(), "taken")))
                .isFalse();
        assertThat(isAllTold(tree.seq(), tree.edit(file, null, "late"))).isFalse();
        assertThat(isAllTold(tree.seq(), TestTree.mkdir(tree.top(), "new"), TestTree.delete(tree.top())))
                .isFalse();
    }

    @Test
    void nor_is_who_is_not_told_of_a_file_that_had_to_step_aside() {
        tree.file(tree.top(), "taken", "text");

        assertThat(isAllTold(tree.seq(), TestTree.mkdir(tree.top(), "taken"))).isFalse();
    }

    @Test
    void nor_is_who_does_not_know_what_is_copied_or_restored() {
        assertThat(isAllTold(tree.seq(), new Operation.Copy(file, null, NodeRef.to(tree.top()), null, false)))
                .isFalse();
        tree.commit(TestTree.delete(file), TestTree.delete(folder));
        assertThat(isAllTold(tree.seq(), new Operation.Restore(file, null, null)))
                .isFalse();
    }
}
