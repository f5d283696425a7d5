package dev.cairn.tree.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NodeId;
import dev.cairn.tree.control.Rewinder.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RewindPlanTest {

    private final MemoryTreeStore store = new MemoryTreeStore();
    private final TestTree tree = new TestTree(store);

    private Map<String, Fingerprint> contents() {
        var contents = new TreeMap<String, Fingerprint>();
        var byId = new TreeMap<NodeId, NodeState>();
        tree.nodes().forEach(node -> byId.put(node.id(), node));
        byId.values().forEach(node -> {
            var path = new StringBuilder();
            var at = node;
            while (at != null && at.isLive() && at.parent() != null) {
                path.insert(0, "/" + at.name());
                at = byId.get(at.parent());
            }
            if (at != null && at.isLive() && node.content() != null) {
                contents.put(path.toString(), node.content().fingerprint());
            }
        });
        return contents;
    }

    @Test
    void all_that_was_done_to_a_folder_is_undone_and_nothing_else() {
        var folder = tree.folder(tree.top(), "folder");
        var edited = tree.file(folder, "edited", "first");
        var deleted = tree.file(folder, "deleted", "x");
        var renamed = tree.file(folder, "renamed", "y");
        var movedOut = tree.file(folder, "moved out", "z");
        var movedIn = tree.file(tree.top(), "moved in", "w");
        var beside = tree.file(tree.top(), "beside", "b");
        var before = contents();
        var moment = tree.now();
        tree.commit(
                tree.edit(edited, "second"),
                TestTree.delete(deleted),
                TestTree.move(renamed, folder, "other name"),
                TestTree.move(movedOut, tree.top(), "moved out"),
                TestTree.move(movedIn, folder, "moved in"));
        tree.file(folder, "deleted", "came since, of the same name");
        tree.commit(tree.edit(beside, "changed, but elsewhere"));

        var changes = tree.rewind(folder, moment);

        assertThat(changes)
                .extracting(RewindPlan.Change::kind)
                .containsExactlyInAnyOrder(Kind.TRASH, Kind.RESTORE, Kind.MOVE, Kind.MOVE, Kind.MOVE, Kind.REVERT);
        var after = contents();
        assertThat(after.remove("/beside")).isNotEqualTo(before.remove("/beside"));
        assertThat(after).isEqualTo(before);
        assertThat(store.plan(folder, moment).changes()).isEmpty();
    }

    @Test
    void names_that_were_swapped_are_swapped_back() {
        var a = tree.file(tree.top(), "a", "1");
        var b = tree.file(tree.top(), "b", "2");
        var moment = tree.now();
        tree.commit(
                TestTree.move(a, tree.top(), "t"),
                TestTree.move(b, tree.top(), "a"),
                TestTree.move(a, tree.top(), "b"));

        tree.rewind(tree.top(), moment);

        assertThat(tree.node(a).name()).isEqualTo("a");
        assertThat(tree.node(b).name()).isEqualTo("b");
    }

    @Test
    void a_folder_that_went_into_its_own_child_comes_back() {
        var outer = tree.folder(tree.top(), "outer");
        var inner = tree.folder(outer, "inner");
        tree.file(inner, "file", "x");
        var before = tree.paths();
        var moment = tree.now();
        tree.commit(TestTree.move(inner, tree.top(), "inner"), TestTree.move(outer, inner, "outer"));

        tree.rewind(tree.top(), moment);

        assertThat(tree.paths()).isEqualTo(before);
    }

    @Test
    void whatever_devices_have_done_at_random_is_undone() {
        for (long seed = 1; seed <= 300; seed++) {
            var play = new RewindPlanTest();
            play.playAtRandom(seed);
        }
    }

    private void playAtRandom(long seed) {
        var commits = new RandomCommits(tree, seed);
        for (int i = 0; i < 12; i++) {
            var next = commits.next();
            tree.commit(next.device(), next.operations());
        }
        var paths = tree.paths();
        var before = contents();
        var moment = tree.now();
        for (int i = 0; i < 12; i++) {
            var next = commits.next();
            tree.commit(next.device(), next.operations());
        }

        tree.rewind(tree.top(), moment);

        assertThat(tree.paths()).as("seed %d", seed).isEqualTo(paths);
        assertThat(contents()).as("seed %d", seed).isEqualTo(before);
    }
}
