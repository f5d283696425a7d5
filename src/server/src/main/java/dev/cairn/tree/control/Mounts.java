package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.tree.control.NodeState.Place;
import dev.cairn.tree.control.NodeState.Status;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/// Where shared namespaces hang in people's own trees, each method in the transaction of who calls it.
/// Who may do it is decided there.
@OneObject
@Transactional
public class Mounts {

    private final DataSource database;
    private final Event<NamespaceChanged> changed;
    private final InstantSource clock;

    @Inject
    Mounts(DataSource database, Event<NamespaceChanged> changed, InstantSource clock) {
        this.database = database;
        this.changed = changed;
        this.clock = clock;
    }

    /// Hangs a namespace into the caller's top folder.
    ///
    /// @param kind of the top of that namespace
    /// @param name with a number where it is taken
    public NodeId hang(Caller caller, NamespaceId target, NodeKind kind, FileName name) {
        return change(caller.own(), caller.device(), tree -> {
            var top = NodeId.rootOf(caller.own());
            tree.load(List.of(top));
            tree.loadPlaces(Set.of(new Place(top, name.key())));
            var free = tree.at(new Place(top, name.key())).isEmpty() ? name : tree.freeName(top, name);
            var mount = new NodeState(
                    tree.nextId(),
                    top,
                    free.value(),
                    free.key(),
                    kind,
                    Status.LIVE,
                    0,
                    1,
                    tree.stamp().at(),
                    null,
                    target);
            return tree.create(mount).id();
        });
    }

    /// What a shared namespace was when it became one.
    public Origin originOf(NamespaceId shared) {
        try (var connection = database.getConnection()) {
            return new Sql(connection)
                    .read(
                            "SELECT name, kind FROM node WHERE namespace_id = ? AND id = ?",
                            to -> to.add(shared.value())
                                    .add(NodeId.rootOf(shared).value()),
                            row -> new Origin(row.getString(1), NodeKind.ofNumber(row.getInt(2))))
                    .getFirst();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// A folder or file that was shared.
    ///
    /// @param name as it was then
    public record Origin(String name, NodeKind kind) {}

    /// Takes a mount out of a tree, for good; what hung there stays. Doing so twice is no error.
    ///
    /// @param by who takes it away, which need not be whose tree it is
    public void unhang(NamespaceId tree, NodeId mount, DeviceId by) {
        change(tree, by, changes -> {
            changes.load(List.of(mount));
            return changes.node(mount)
                    .filter(node -> node.isMount() && node.status() != Status.PURGED)
                    .map(node -> changes.replace(node, node.with(Status.PURGED), false, false));
        });
    }

    /// Tells the devices of a tree's owner to look at a mount again: what they may do there has changed.
    public void touch(NamespaceId tree, NodeId mount, DeviceId by) {
        change(tree, by, changes -> {
            changes.load(List.of(mount));
            return changes.node(mount).filter(NodeState::isMount).map(node -> changes.touch(node, node));
        });
    }

    private <T> T change(NamespaceId namespace, DeviceId by, Function<TreeChanges, T> work) {
        try (var connection = database.getConnection()) {
            var store = new JdbcTreeStore(connection);
            var head = store.lock(namespace).orElseThrow();
            var tree = new TreeChanges(store, namespace, head, new TreeStore.Stamp(clock.instant(), by));
            var result = work.apply(tree);
            if (tree.seq() != head.seq()) {
                store.write(tree.changed());
                changed.fire(new NamespaceChanged(namespace, tree.seq()));
            }
            return result;
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
