package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.accounts.control.NamespaceAccess.Visible;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.Change;
import dev.cairn.core.sync.Changes;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.Role;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells devices what has changed since they last asked, in all namespaces that they see.
@OneObject
public class Journal {

    /// Most entries of a page.
    public static final int MOST = 1000;

    private final Entries entries;
    private final NamespaceAccess access;
    private final Cursors cursors;

    @Inject
    Journal(Entries entries, NamespaceAccess access, Cursors cursors) {
        this.entries = entries;
        this.access = access;
        this.cursors = cursors;
    }

    /// The next page of changes.
    ///
    /// Reading is repeatable: the same cursor gives what is new since it, however often. Nothing is
    /// ever left out: commits to a namespace become visible in the order of their seqs.
    ///
    /// @param cursor from the last page; null to read everything from the beginning
    /// @param limit 1 to [#MOST]
    /// @throws ProblemException `CURSOR_RESET` if the cursor is of another epoch, further than there is
    ///     anything, or not one of ours
    public Changes read(Caller caller, @Nullable String cursor, int limit) {
        var seqs = cursor == null ? new TreeMap<NamespaceId, Long>() : new TreeMap<>(cursors.open(cursor));
        var changes = new ArrayList<Change>();
        var visible = access.visible(caller);
        for (var gone : withoutThose(seqs, visible)) {
            changes.add(new Change.NamespaceGone(gone, true));
            seqs.remove(gone);
        }
        var roles = visible.stream().collect(Collectors.toMap(Visible::namespace, Visible::role));
        for (var tree : visible) {
            int room = limit - changes.size();
            long seq = seqs.getOrDefault(tree.namespace(), 0L);
            Cursors.requireReached(tree.head(), seq);
            if (seq > 0 && tree.head() == seq) {
                continue;
            }
            if (room <= 0) {
                return new Changes(changes, cursors.seal(seqs), true);
            }
            var page = entries.journal(tree.namespace(), seq, room + 1);
            var shown = page.subList(0, Math.min(room, page.size()));
            for (var entry : shown) {
                changes.add(change(entry, roles.getOrDefault(entry.home(), tree.role())));
                seqs.put(tree.namespace(), entry.seq());
            }
            if (page.size() > room) {
                return new Changes(changes, cursors.seal(seqs), true);
            }
        }
        return new Changes(changes, cursors.seal(seqs), false);
    }

    /// Whether [#read] would answer anything.
    ///
    /// @throws ProblemException `CURSOR_RESET` as there
    public boolean hasNews(Caller caller, @Nullable String cursor) {
        return !read(caller, cursor, 1).entries().isEmpty();
    }

    /// A cursor for "from now on".
    public String latest(Caller caller) {
        var seqs = new TreeMap<NamespaceId, Long>();
        for (var tree : access.visible(caller)) {
            seqs.put(tree.namespace(), tree.head());
        }
        return cursors.seal(seqs);
    }

    private static List<NamespaceId> withoutThose(TreeMap<NamespaceId, Long> seqs, List<Visible> visible) {
        var ids = visible.stream().map(Visible::namespace).toList();
        return seqs.keySet().stream().filter(id -> !ids.contains(id)).toList();
    }

    private static Change change(Entry entry, Role role) {
        boolean file = entry.isFile();
        boolean isThere = entry.live() && (!file || entry.versionId() != null);
        return new Change.NodeChanged(
                entry.namespace(),
                entry.seq(),
                entry.id(),
                entry.parent(),
                entry.kind(),
                entry.name(),
                entry.rev(),
                !isThere,
                entry.versionId(),
                file ? entry.size() : null,
                file ? entry.modified() : null,
                file ? entry.executable() : null,
                entry.fingerprint(),
                role,
                isThere ? entry.target() : null,
                entry.movedTo());
    }
}
