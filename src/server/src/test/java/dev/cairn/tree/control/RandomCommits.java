package dev.cairn.tree.control;

import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Devices that change one tree at random, each from what it saw when it last looked: the same
/// seed makes the same commits on every store that does the same.
final class RandomCommits {

    /// Names with traps: testing.md, 2.4.
    private static final List<String> NAMES = List.of(
            "a", "A", "á", "a\u0301", "ß", "SS", "ı", "I", "\u212a", "a ", "a.", ".a", "CON", "aux:x", "a\\b", "😀");

    private static final int DEVICES = 3;
    private static final int MOST_OPERATIONS = 8;

    private final TestTree tree;
    private final Random random;
    private final boolean fewContents;
    private final List<Map<NodeId, NodeState>> views = new ArrayList<>();
    private final long[] seen = new long[DEVICES];
    private int contents;

    RandomCommits(TestTree tree, long seed) {
        this.tree = tree;
        this.random = new Random(seed);
        this.fewContents = seed % 3 == 0;
        for (int device = 0; device < DEVICES; device++) {
            views.add(new HashMap<>());
            look(device);
        }
    }

    /// A commit, from what its device has seen.
    record Next(int device, List<Operation> operations) {}

    /// The next commit. Its device may have looked just now, or long ago.
    Next next() {
        int device = random.nextInt(DEVICES);
        if (random.nextInt(3) == 0) {
            look(device);
        }
        var operations = new ArrayList<Operation>();
        int count = 1 + random.nextInt(MOST_OPERATIONS);
        while (operations.size() < count) {
            operations.add(operation(device, operations.size()));
        }
        return new Next(device + 1, operations);
    }

    /// What the device whose turn it was had seen of a node; null if it had not.
    NodeState seen(Next next, NodeId node) {
        return views.get(next.device - 1).get(node);
    }

    private void look(int device) {
        var view = new HashMap<NodeId, NodeState>();
        tree.nodes().forEach(node -> view.put(node.id(), node));
        views.set(device, view);
        seen[device] = tree.seq();
    }

    private Operation operation(int device, int index) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> tree.put(parent(device, index), name(), null, null, text(), rarely());
            case 5, 6, 7 -> new Operation.MakeFolder(parent(device, index), new FileName(name()), rarely());
            case 8, 9, 10, 11 -> edit(device, index);
            case 12, 13, 14, 15 -> {
                var node = any(device);
                yield new Operation.Move(
                        NodeRef.to(node.id()), parent(device, index), new FileName(name()), node.rev(), rarely());
            }
            case 16 -> new Operation.Copy(any(device).id(), null, parent(device, index), new FileName(name()), false);
            case 17, 18 -> {
                var node = any(device);
                yield new Operation.Delete(node.id(), node.rev(), node.isFolder() ? seen[device] : null);
            }
            default -> new Operation.Restore(any(device).id(), null, null);
        };
    }

    private Operation edit(int device, int index) {
        var node = any(device);
        return tree.put(parent(device, index), name(), node.id(), node.versionId(), text(), rarely());
    }

    private NodeState any(int device) {
        var nodes = views.get(device).values().stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
        return nodes.get(random.nextInt(nodes.size()));
    }

    private NodeRef parent(int device, int index) {
        if (index > 0 && random.nextInt(4) == 0) {
            return new NodeRef.ResultOf(random.nextInt(index));
        }
        return NodeRef.to(random.nextInt(3) == 0 ? tree.top() : any(device).id());
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /// A content that nobody else writes; with few contents one of three, some of several chunks.
    private String text() {
        if (fewContents) {
            return List.of("", "x", "x|y|x").get(random.nextInt(3));
        }
        int chunks = random.nextInt(4) == 0 ? 12 : 1;
        var text = new StringBuilder();
        for (int i = 0; i < chunks; i++) {
            text.append("content ").append(++contents).append('|');
        }
        return text.toString();
    }

    private boolean rarely() {
        return random.nextInt(10) == 0;
    }
}
