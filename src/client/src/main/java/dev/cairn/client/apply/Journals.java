package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Mounts;
import dev.cairn.client.disk.Disk;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.IdMap;
import dev.cairn.client.reconcile.Place;
import dev.cairn.client.remote.Remote;
import dev.cairn.core.sync.Change;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.VersionId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads what has changed on the server, in all namespaces, into the remote tree.
///
/// That nodes have left a namespace counts only once everything is read: they may have come to another
/// one, and those are told in any order. Where it cannot be told which nodes have gone, everything is
/// read again from the beginning; nothing is planned before that.
final class Journals {

    private static final String CURSOR = "cursor";
    private static final String SEQ = "seq";

    /// Nodes that were moved out of a namespace, until all is read.
    private static final String MOVED = "moved:";

    /// A folder holds what hung there before, of which some may have gone unseen.
    private static final String TAKEN_IN = "taken-in";

    private final Base base;
    private final Mounts mounts;
    private final Remote remote;
    private final NamespaceId own;

    /// Nodes that were told to be there since the reading began.
    private IdMap<Boolean> told = new IdMap<>();

    Journals(Base base, Mounts mounts, Remote remote, NamespaceId own) {
        this.base = base;
        this.mounts = mounts;
        this.remote = remote;
        this.own = own;
    }

    /// How far all was read, in the server's words; empty before the first time.
    Optional<String> cursor() {
        return base.value(CURSOR);
    }

    /// How far the journal of one namespace was read.
    long seq(NamespaceId namespace) {
        return base.value(seqKey(namespace)).map(Long::parseLong).orElse(0L);
    }

    /// Whether all that a namespace had up to a seq was read.
    boolean hasRead(NamespaceId namespace, long seq) {
        return base.value(seqKey(namespace))
                .filter(read -> Long.parseLong(read) >= seq)
                .isPresent();
    }

    /// What this device has committed itself, and was told the results of, need not be read, as far as
    /// the server says so.
    void skip(CommitRequest request, CommitResult result) {
        var from = Optional.ofNullable(request.cursor());
        if (result.cursor() != null && from.equals(cursor())) {
            base.putValue(CURSOR, result.cursor());
            base.putValue(seqKey(request.namespaceId()), Long.toString(result.seq()));
        }
    }

    private String seqKey(NamespaceId namespace) {
        return namespace.equals(own) ? SEQ : SEQ + ":" + namespace;
    }

    /// The server is another: everything is to be read from the beginning.
    void forget() {
        base.removeValue(CURSOR);
        for (var prefix : List.of(SEQ, MOVED, TAKEN_IN)) {
            Map.copyOf(base.values(prefix)).keySet().forEach(base::removeValue);
        }
    }

    void read() throws IOException {
        told = new IdMap<>();
        boolean hasMore = true;
        while (hasMore) {
            var page = remote.changes(base.value(CURSOR).orElse(null));
            page.entries().forEach(this::take);
            base.putValue(CURSOR, page.cursor());
            hasMore = page.hasMore() || !settle();
            base.save();
        }
        told = new IdMap<>();
    }

    private void take(Change change) {
        switch (change) {
            case Change.NamespaceGone gone -> {
                // what was in it and is elsewhere by now has been told there already, or will be
                mounts.unhang(gone.namespaceId());
                base.removeValue(seqKey(gone.namespaceId()));
            }
            case Change.NodeChanged node -> {
                if (node.seq() > seq(node.namespaceId())) {
                    base.putValue(seqKey(node.namespaceId()), Long.toString(node.seq()));
                }
                if (node.parentId() != null) {
                    take(node, node.parentId());
                } else if (node.kind() == NodeKind.FILE) {
                    takeContent(node);
                }
            }
        }
    }

    private void take(Change.NodeChanged node, NodeId parent) {
        var id = EntryId.of(node.nodeId());
        if (node.movedTo() != null) {
            base.putValue(MOVED + node.namespaceId() + ":" + id.value(), "");
        } else if (node.deleted()) {
            base.removeRemote(id);
        } else if (!isOwn(node, parent)) {
            var place = new Place(mounts.entryOf(parent), node.name());
            base.putRemote(new Entry(id, place, node.kind() == NodeKind.FOLDER ? null : content(id, node)));
            told.put(id, true);
            boolean isOther = node.target() == null ? mounts.takeIn(id) : mounts.hang(node.target(), id, node.role());
            if (isOther && node.kind() == NodeKind.FOLDER) {
                base.putValue(TAKEN_IN, "");
            }
        }
    }

    /// A file that is all of its namespace has another content. Where it hangs is told elsewhere, and there
    /// with what the content is by then.
    private void takeContent(Change.NodeChanged file) {
        var id = mounts.entryOf(file.nodeId());
        base.everything().find(id).ifPresent(entry -> base.putRemote(entry.with(content(id, file))));
    }

    /// @return whether all is known; else everything is to be read from the beginning
    private boolean settle() {
        boolean isKnown = base.value(TAKEN_IN).isEmpty();
        for (var key : Map.copyOf(base.values(MOVED)).keySet()) {
            var words = key.split(":");
            var id = new EntryId(Long.parseLong(words[2]));
            if (base.everything().has(id) && mounts.of(id).equals(NamespaceId.valueOf(words[1]))) {
                // what is in it has gone along; if it comes back, all of it is told again
                base.everything().below(id).stream().map(Entry::id).toList().forEach(base::removeRemote);
                base.removeRemote(id);
            }
            isKnown &= !base.everything().has(id) || told.has(id);
            base.removeValue(key);
        }
        if (!isKnown) {
            base.everything().entries().stream().map(Entry::id).toList().forEach(base::removeRemote);
            forget();
        }
        return isKnown;
    }

    /// A name that only the client's own folder may have on the disk.
    private boolean isOwn(Change.NodeChanged node, NodeId parent) {
        return node.name().equalsIgnoreCase(Disk.OWN) && parent.equals(NodeId.rootOf(own));
    }

    /// Versions are called by the entry's own number, wherever the content is.
    private static Content content(EntryId id, Change.NodeChanged file) {
        return new Content(
                Objects.requireNonNull(file.fingerprint(), "A file has a fingerprint"),
                Objects.requireNonNull(file.size(), "A file has a size"),
                Boolean.TRUE.equals(file.executable()),
                Objects.requireNonNull(file.modifiedTime(), "A file has a time"),
                new VersionId(
                        id.node(),
                        Objects.requireNonNull(file.versionId(), "A file has a version")
                                .number()));
    }
}
