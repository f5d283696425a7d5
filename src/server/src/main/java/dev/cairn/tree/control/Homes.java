package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Where nodes are: in the namespace that they were born in, unless they were moved to another.
///
/// That a namespace has all its nodes at home is remembered for half a second, so that those who share
/// nothing pay nothing. Where another server node has moved some since, they are looked for where they
/// are no more, and not found: never are they found where they are not.
@ApplicationScoped
public class Homes {

    private static final Duration REMEMBERED = Duration.ofMillis(500);
    private static final int MOST = 100_000;

    private final DataSource database;
    private final InstantSource clock;
    private final Map<NamespaceId, Instant> complete = new ConcurrentHashMap<>();

    @Inject
    Homes(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Homes() {
        this(null, null);
    }

    /// The namespace that a node is in, if it is anywhere.
    public NamespaceId of(NodeId id) {
        return isComplete(id.birthplace()) ? id.birthplace() : ask(List.of(id)).getOrDefault(id, id.birthplace());
    }

    /// The same for many nodes at once.
    public Map<NodeId, NamespaceId> of(Collection<NodeId> ids) {
        var away = ids.stream().filter(id -> !isComplete(id.birthplace())).toList();
        var found = away.isEmpty() ? Map.<NodeId, NamespaceId>of() : ask(away);
        return ids.stream()
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> found.getOrDefault(id, id.birthplace())));
    }

    /// Nodes have gone from somewhere to somewhere else.
    record NodesMoved() {}

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) NodesMoved moved) {
        complete.clear();
    }

    private boolean isComplete(NamespaceId namespace) {
        var now = clock.instant();
        var known = complete.get(namespace);
        if (known != null && now.isBefore(known.plus(REMEMBERED))) {
            return true;
        }
        if (hasLost(namespace)) {
            return false;
        }
        if (complete.size() >= MOST) {
            complete.clear();
        }
        complete.put(namespace, now);
        return true;
    }

    private boolean hasLost(NamespaceId namespace) {
        try (var connection = database.getConnection()) {
            return !new Sql(connection)
                    .read(
                            "SELECT 1 FROM namespace WHERE id = ? AND elsewhere_id IS NOT NULL UNION ALL"
                                    + " (SELECT 1 FROM node_moved WHERE node_id BETWEEN ? AND ? LIMIT 1)",
                            to -> to.add(namespace.value())
                                    .add((long) namespace.value() << Integer.SIZE)
                                    .add(((long) namespace.value() << Integer.SIZE) + 0xffff_ffffL),
                            row -> row.getInt(1))
                    .isEmpty();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Those that are not where they were born. A namespace whose nodes are elsewhere stands for that
    /// other one: so a folder changes its namespace by one row, however much is below it.
    private Map<NodeId, NamespaceId> ask(Collection<NodeId> ids) {
        record Home(NodeId node, NamespaceId namespace) {}
        try (var connection = database.getConnection()) {
            var sql = new Sql(connection);
            var moved = sql
                    .read(
                            "SELECT m.node_id, COALESCE(n.elsewhere_id, n.id) FROM node_moved m"
                                    + " JOIN namespace n ON n.id = m.namespace_id WHERE m.node_id IN (" + Sql.marks(ids)
                                    + ")",
                            to -> {
                                for (var id : ids) {
                                    to.add(id.value());
                                }
                            },
                            row -> new Home(new NodeId(row.getLong(1)), new NamespaceId(row.getInt(2))))
                    .stream()
                    .collect(Collectors.toMap(Home::node, Home::namespace));
            var stayed = ids.stream().filter(id -> !moved.containsKey(id)).toList();
            var homes = new HashMap<>(moved);
            if (!stayed.isEmpty()) {
                var dissolved = dissolved(sql, stayed);
                stayed.stream()
                        .filter(id -> dissolved.containsKey(id.birthplace()))
                        .forEach(id -> homes.put(id, dissolved.get(id.birthplace())));
            }
            return homes;
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static Map<NamespaceId, NamespaceId> dissolved(Sql sql, Collection<NodeId> ids) {
        var birthplaces = ids.stream().map(NodeId::birthplace).distinct().toList();
        return sql
                .read(
                        "SELECT id, elsewhere_id FROM namespace WHERE elsewhere_id IS NOT NULL AND id IN ("
                                + Sql.marks(birthplaces) + ")",
                        to -> {
                            for (var birthplace : birthplaces) {
                                to.add(birthplace.value());
                            }
                        },
                        row -> Map.entry(new NamespaceId(row.getInt(1)), new NamespaceId(row.getInt(2))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
