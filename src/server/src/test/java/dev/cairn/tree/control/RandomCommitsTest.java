package dev.cairn.tree.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.VersionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The invariants of testing.md 2.5 that the server alone must hold, after every one of many random
/// commits. A failure names its seed; the same seed fails again.
class RandomCommitsTest {

    private static final int SEEDS = 250;
    private static final int COMMITS = 40;

    @Test
    void whatever_is_committed_all_invariants_hold() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            new Run(seed).run(COMMITS);
        }
    }

    /// Seeds that have failed once, kept for ever.
    @ParameterizedTest
    @ValueSource(longs = {1})
    void what_failed_once_never_fails_again(long seed) {
        new Run(seed).run(10 * COMMITS);
    }

    private static final class Run {

        private final long seed;
        private final MemoryTreeStore store = new MemoryTreeStore();
        private final TestTree tree = new TestTree(store);
        private final RandomCommits commits;
        private final Random random;
        private final Set<Fingerprint> written = new HashSet<>();
        private final List<Reader> readers = List.of(new Reader(), new Reader(), new Reader());

        Run(long seed) {
            this.seed = seed;
            this.commits = new RandomCommits(tree, seed);
            this.random = new Random(-seed);
        }

        void run(int count) {
            for (int i = 0; i < count; i++) {
                step(i);
            }
            readers.forEach(reader -> {
                while (reader.readPage()) {}
                reader.check();
            });
        }

        private void step(int number) {
            var before = byId();
            var versions = versions(before);
            var next = commits.next();

            var results = tree.commit(next.device(), next.operations());

            var now = byId();
            var label = "seed " + seed + ", commit " + number;
            for (int i = 0; i < results.size(); i++) {
                note(next.operations().get(i), results.get(i));
            }
            if (next.operations().size() == 1) {
                checkAlone(label, next, results.getFirst(), before, now);
            }
            checkNothingIsLost(label, versions);
            checkStructure(label, now);
            checkProgress(label, before, now);
            assertThat(tree.usedBytes()).as(label).isEqualTo(recount(now));
            readers.get(random.nextInt(readers.size())).readPage();
        }

        private Map<NodeId, NodeState> byId() {
            return store.journal(tree.namespace()).stream().collect(Collectors.toMap(NodeState::id, node -> node));
        }

        private void note(Operation operation, OperationResult result) {
            boolean applied = result instanceof OperationResult.Done
                    || result instanceof OperationResult.Conflict conflict && conflict.applied();
            if (applied && operation instanceof Operation.Put put) {
                written.add(put.fingerprint());
            }
        }

        /// I1: whatever was acknowledged is somewhere; I8: every version that was is still kept.
        private void checkNothingIsLost(String label, Set<VersionId> versionsBefore) {
            var contents = new HashSet<Fingerprint>();
            var versions = versions(byId());
            byId().values().forEach(node -> addContent(contents, node));
            store.past(tree.namespace()).stream()
                    .filter(TreeStore.Past::content)
                    .forEach(past -> addContent(contents, past.state()));
            assertThat(contents).as(label).containsAll(written);
            assertThat(versions).as(label).containsAll(versionsBefore);
        }

        private static void addContent(Set<Fingerprint> contents, NodeState node) {
            if (node.content() != null) {
                contents.add(node.content().fingerprint());
            }
        }

        private Set<VersionId> versions(Map<NodeId, NodeState> nodes) {
            var versions = new HashSet<VersionId>();
            nodes.values().forEach(node -> Optional.ofNullable(node.versionId()).ifPresent(versions::add));
            store.past(tree.namespace()).stream()
                    .filter(TreeStore.Past::content)
                    .forEach(past -> versions.add(past.state().versionId()));
            return versions;
        }

        /// I11, I12, I13: one chain of folders up to the top, and no name twice.
        private void checkStructure(String label, Map<NodeId, NodeState> nodes) {
            var places = new HashSet<NodeState.Place>();
            for (var node : nodes.values()) {
                if (!node.isLive() || node.parent() == null) {
                    continue;
                }
                assertThat(places.add(node.place())).as(label).isTrue();
                assertThat(node.nameKey()).as(label).isEqualTo(new FileName(node.name()).key());
                assertThat(node.name()).as(label).isEqualTo(new FileName(node.name()).value());
                int height = 0;
                for (var at = node; at.parent() != null; at = nodes.get(at.parent())) {
                    assertThat(nodes.get(at.parent()).isFolder()).as(label).isTrue();
                    assertThat(++height).as(label + ": a circle").isLessThanOrEqualTo(nodes.size());
                }
            }
        }

        /// I15: seq and rev only grow, and what keeps its seq has not changed.
        private static void checkProgress(String label, Map<NodeId, NodeState> before, Map<NodeId, NodeState> now) {
            before.forEach((id, then) -> {
                var node = now.get(id);
                assertThat(node).as(label).isNotNull();
                if (node.seq() == then.seq()) {
                    assertThat(node).as(label).isEqualTo(then);
                } else {
                    assertThat(node.seq()).as(label).isGreaterThan(then.seq());
                    assertThat(node.rev()).as(label).isGreaterThan(then.rev());
                }
            });
        }

        /// I6, I7 and I8, where one operation alone tells what came of it.
        private void checkAlone(
                String label,
                RandomCommits.Next next,
                OperationResult result,
                Map<NodeId, NodeState> before,
                Map<NodeId, NodeState> now) {
            switch (next.operations().getFirst()) {
                case Operation.Delete delete -> {
                    var then = before.get(delete.nodeId());
                    boolean went = then.isLive() && !now.get(delete.nodeId()).isLive();
                    if (went && then.content() != null) {
                        assertThat(then.content())
                                .as(label)
                                .isEqualTo(commits.seen(next, then.id()).content());
                    }
                }
                case Operation.Put put
                when put.nodeId() != null && before.containsKey(put.nodeId()) -> {
                    var then = before.get(put.nodeId());
                    boolean same = then.isLive()
                            && then.content() != null
                            && then.content().fingerprint().equals(put.fingerprint());
                    if (same && !(result instanceof OperationResult.Rejected)) {
                        assertThat(result)
                                .as(label)
                                .isInstanceOfAny(OperationResult.Done.class, OperationResult.Conflict.class);
                        assertThat(now.get(put.nodeId()).versionId()).as(label).isEqualTo(then.versionId());
                    }
                }
                default -> {}
            }
            if (result instanceof OperationResult.Conflict conflict && conflict.conflictVersionId() != null) {
                var replaced = conflict.conflictVersionId();
                var then = before.get(replaced.node());
                assertThat(then.versionId()).as(label).isEqualTo(replaced);
                assertThat(tree.older(replaced)).as(label).contains(then.requireContent());
            }
        }

        private static long recount(Map<NodeId, NodeState> nodes) {
            return nodes.values().stream()
                    .filter(node -> node.content() != null && node.status() != NodeState.Status.PURGED)
                    .mapToLong(node -> node.content().size())
                    .sum();
        }

        /// A device that reads the journal a page at a time, of any size, while others commit.
        private final class Reader {

            private final Map<NodeId, NodeState> replica = new HashMap<>();
            private long seq;

            /// Whether there was anything to read.
            boolean readPage() {
                var page = new ArrayList<NodeState>();
                int limit = 1 + random.nextInt(20);
                for (var node : store.journal(tree.namespace())) {
                    if (node.seq() > seq && page.size() < limit) {
                        page.add(node);
                    }
                }
                for (var node : page) {
                    replica.put(node.id(), node);
                    seq = node.seq();
                }
                return !page.isEmpty();
            }

            void check() {
                assertThat(replica).as("seed " + seed).isEqualTo(byId());
            }
        }
    }
}
