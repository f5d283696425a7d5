package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// The seqs that namespaces have come to.
///
/// What this server node knows without asking may be behind: another node has committed, and its
/// message is under way or lost. It is never ahead: only what is committed is noted.
@ApplicationScoped
public class Heads {

    private static final int MOST = 100_000;

    private final DataSource database;
    private final Map<NamespaceId, Long> known = new ConcurrentHashMap<>();

    @Inject
    Heads(DataSource database) {
        this.database = database;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Heads() {
        this(null);
    }

    /// Takes note of a head.
    ///
    /// @return whether it is news; false if this one or a newer one is known
    public boolean note(NamespaceChanged changed) {
        if (known.size() >= MOST) {
            known.clear();
        }
        var before = new long[1];
        known.merge(changed.namespace(), changed.seq(), (old, now) -> {
            before[0] = old;
            return Math.max(old, now);
        });
        return before[0] < changed.seq();
    }

    /// The newest head that was noted; empty if none was.
    public OptionalLong known(NamespaceId namespace) {
        var seq = known.get(namespace);
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    /// The heads as they are in the database right now; those that do not exist are missing.
    ///
    /// @param namespaces at most 1,000
    public Map<NamespaceId, Long> read(Collection<NamespaceId> namespaces) {
        var heads = new HashMap<NamespaceId, Long>();
        if (!namespaces.isEmpty()) {
            try (var connection = database.getConnection()) {
                new Sql(connection)
                        .read(
                                "SELECT id, head_seq FROM namespace WHERE id IN (" + Sql.marks(namespaces) + ")",
                                to -> {
                                    for (var namespace : namespaces) {
                                        to.add(namespace.value());
                                    }
                                },
                                row -> Map.entry(new NamespaceId(row.getInt(1)), row.getLong(2)))
                        .forEach(head -> heads.put(head.getKey(), head.getValue()));
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            }
        }
        return heads;
    }
}
