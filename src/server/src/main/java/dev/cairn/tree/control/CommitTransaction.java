package dev.cairn.tree.control;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.entity.Device;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NodeId;
import dev.cairn.packs.control.ChunkIndex;
import dev.cairn.packs.control.Sender;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/// The one transaction of a commit: lock, look, work out, write.
///
/// It talks to the database alone; what must be asked of the store was asked before.
@OneObject
@Transactional
public class CommitTransaction {

    private static final int LONGEST_DEVICE = 40;

    private final DataSource database;
    private final EntityManager entities;
    private final Event<NamespaceChanged> changed;
    private final Cursors cursors;
    private final Allowances allowances;
    private final InstantSource clock;

    @Inject
    CommitTransaction(
            DataSource database,
            EntityManager entities,
            Event<NamespaceChanged> changed,
            Cursors cursors,
            Allowances allowances,
            InstantSource clock) {
        this.database = database;
        this.entities = entities;
        this.changed = changed;
        this.cursors = cursors;
        this.allowances = allowances;
        this.clock = clock;
    }

    /// @throws DatabaseFailure if the database refuses; one that is passing may be tried again
    /// @throws ProblemException `CURSOR_RESET` if the request was made from another state than this one
    ///     or an earlier one
    CommitResult run(Caller caller, CommitRequest request, Optional<IdempotencyKey> key, Set<NodeId> reserved) {
        // before the connection is taken: while it is open, whatever the entity manager reads takes
        // another one, and many at once that hold one and wait for a second never get it
        var deviceName = deviceName(caller);
        try (var connection = database.getConnection()) {
            return run(connection, caller, deviceName, request, key, reserved);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private CommitResult run(
            Connection connection,
            Caller caller,
            String deviceName,
            CommitRequest request,
            Optional<IdempotencyKey> key,
            Set<NodeId> reserved) {
        var store = new JdbcTreeStore(connection);
        var namespace = request.namespaceId();
        var head = store.lock(namespace)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such namespace."));
        long room = allowances.lockRoom(new Sql(connection), namespace);
        var read = Optional.ofNullable(request.cursor()).map(cursors::open);
        read.ifPresent(seqs -> Cursors.requireReached(head.seq(), seqs.getOrDefault(namespace, 0L)));
        var now = clock.instant();
        var requests = new Requests(connection, caller.device(), now);
        var body = key.map(_ -> Requests.hash(request));
        var answered = key.flatMap(given -> requests.find(given, body.orElseThrow()));
        if (answered.isPresent()) {
            return answered.get();
        }
        var work = new CommitWork(store, new ChunkIndex(connection));
        var stamp = new TreeStore.Stamp(now, caller.device());
        var done = work.run(new CommitWork.By(Sender.of(caller), deviceName, stamp), request, head, reserved, room);
        var result = read.map(seqs -> cursors.advance(seqs, head.seq(), request, done))
                .orElse(done);
        if (result.seq() != head.seq()) {
            changed.fire(new NamespaceChanged(namespace, result.seq()));
        }
        key.ifPresent(given -> requests.remember(given, body.orElseThrow(), result));
        return result;
    }

    /// Makes what the request's uploads have sent a part of its namespace, as far as these chunks are in it.
    ///
    /// @throws DatabaseFailure as [#run]
    void takeUp(Caller caller, CommitRequest request, Set<Fingerprint> chunks) {
        try (var connection = database.getConnection()) {
            new JdbcTreeStore(connection).lock(request.namespaceId()).orElseThrow(FolderBrowser::notFound);
            new CommitWork(new JdbcTreeStore(connection), new ChunkIndex(connection))
                    .takeUp(Sender.of(caller), request, chunks, clock.instant());
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// The device's name as a part of file names.
    private String deviceName(Caller caller) {
        var device = entities.find(Device.class, caller.device().value());
        var name = device == null ? "a device" : device.name().replace('/', '-');
        return name.substring(
                0, name.offsetByCodePoints(0, Math.min(LONGEST_DEVICE, name.codePointCount(0, name.length()))));
    }
}
