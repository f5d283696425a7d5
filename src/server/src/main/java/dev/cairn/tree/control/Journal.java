package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.accounts.entity.Member;
import dev.cairn.accounts.entity.Namespace;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.Change;
import dev.cairn.core.sync.Changes;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.Role;
import dev.cairn.platform.control.Installation;
import dev.cairn.platform.control.SignedTokens;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tells devices what has changed since they last asked, in all namespaces that they see.
@Dependent
public class Journal {

    /// Most entries of a page.
    public static final int MOST = 1000;

    private static final String CURSOR = "changes cursor";

    private final EntityManager entities;
    private final Entries entries;
    private final NamespaceAccess access;
    private final Installation installation;
    private final SignedTokens tokens;

    @Inject
    Journal(
            EntityManager entities,
            Entries entries,
            NamespaceAccess access,
            Installation installation,
            SignedTokens tokens) {
        this.entities = entities;
        this.entries = entries;
        this.access = access;
        this.installation = installation;
        this.tokens = tokens;
    }

    /// The next page of changes.
    ///
    /// Reading is repeatable: the same cursor gives what is new since it, however often. Nothing is
    /// ever left out: commits to a namespace become visible in the order of their seqs.
    ///
    /// @param cursor from the last page; null to read everything from the beginning
    /// @param limit 1 to [#MOST]
    /// @throws ProblemException `CURSOR_RESET` if the cursor is of another epoch, or not one of ours
    public Changes read(Caller caller, @Nullable String cursor, int limit) {
        var epoch = installation.epoch();
        var from = cursor == null ? new Cursor(epoch, new TreeMap<>()) : open(cursor, epoch);
        var seqs = new TreeMap<>(from.seqs());
        var changes = new ArrayList<Change>();
        var members = access.namespaces(caller);
        for (var gone : withoutThose(seqs, members)) {
            changes.add(new Change.NamespaceGone(gone, true));
            seqs.remove(gone);
        }
        for (var member : members) {
            int room = limit - changes.size();
            long seq = seqs.getOrDefault(member.namespace(), 0L);
            if (isUpToDate(member.namespace(), seq)) {
                continue;
            }
            if (room <= 0) {
                return new Changes(changes, seal(epoch, seqs), true);
            }
            var page = entries.journal(member.namespace(), seq, room + 1);
            var shown = page.subList(0, Math.min(room, page.size()));
            for (var entry : shown) {
                changes.add(change(entry, member.role()));
                seqs.put(member.namespace(), entry.seq());
            }
            if (page.size() > room) {
                return new Changes(changes, seal(epoch, seqs), true);
            }
        }
        return new Changes(changes, seal(epoch, seqs), false);
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
        for (var member : access.namespaces(caller)) {
            seqs.put(member.namespace(), head(member.namespace()));
        }
        return seal(installation.epoch(), seqs);
    }

    private boolean isUpToDate(NamespaceId namespace, long seq) {
        return seq > 0 && head(namespace) <= seq;
    }

    private long head(NamespaceId namespace) {
        return entities.find(Namespace.class, namespace.value()).headSeq();
    }

    private String seal(long epoch, TreeMap<NamespaceId, Long> seqs) {
        return tokens.seal(CURSOR, new Cursor(epoch, seqs).form());
    }

    private Cursor open(String cursor, long epoch) {
        return tokens.open(CURSOR, cursor)
                .map(Cursor::read)
                .filter(read -> read.epoch() == epoch)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CURSOR_RESET,
                        "The cursor is not one of this server's present state. Read the changes from the beginning."
                                + " What is only on the device must be kept."));
    }

    private static List<NamespaceId> withoutThose(TreeMap<NamespaceId, Long> seqs, List<Member> members) {
        var visible = members.stream().map(Member::namespace).toList();
        return seqs.keySet().stream().filter(id -> !visible.contains(id)).toList();
    }

    private static Change change(Entry entry, Role role) {
        boolean file = entry.isFile();
        return new Change.NodeChanged(
                entry.namespace(),
                entry.seq(),
                entry.id(),
                entry.parent(),
                entry.kind(),
                entry.name(),
                entry.rev(),
                !entry.live(),
                entry.versionId(),
                file ? entry.size() : null,
                file ? entry.modified() : null,
                file ? entry.executable() : null,
                entry.fingerprint(),
                role);
    }
}
