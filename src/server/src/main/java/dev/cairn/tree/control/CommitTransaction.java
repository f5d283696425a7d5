package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.entity.Device;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Splice;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.packs.control.ChunkIndex;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
    private final InstantSource clock;

    @Inject
    CommitTransaction(
            DataSource database,
            EntityManager entities,
            Event<NamespaceChanged> changed,
            Cursors cursors,
            InstantSource clock) {
        this.database = database;
        this.entities = entities;
        this.changed = changed;
        this.cursors = cursors;
        this.clock = clock;
    }

    /// @throws DatabaseFailure if the database refuses; one that is passing may be tried again
    /// @throws ProblemException `CURSOR_RESET` if the request was made from another state than this one
    ///     or an earlier one
    CommitResult run(Caller caller, CommitRequest request, Optional<IdempotencyKey> key, Set<NodeId> reserved) {
        try (var connection = database.getConnection()) {
            return run(connection, caller, request, key, reserved);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private CommitResult run(
            Connection connection,
            Caller caller,
            CommitRequest request,
            Optional<IdempotencyKey> key,
            Set<NodeId> reserved) {
        var store = new JdbcTreeStore(connection);
        var namespace = request.namespaceId();
        var head = store.lock(namespace)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such namespace."));
        if (request.cursor() != null) {
            long seq = cursors.open(request.cursor()).getOrDefault(namespace, 0L);
            Cursors.requireReached(head.seq(), seq);
        }
        var now = clock.instant();
        var requests = new Requests(connection, caller.device(), now);
        var body = key.map(_ -> Requests.hash(request));
        var answered = key.flatMap(given -> requests.find(given, body.orElseThrow()));
        if (answered.isPresent()) {
            return answered.get();
        }
        var index = new ChunkIndex(connection);
        var arrived = index.arrived(namespace, caller.user(), request.uploads(), now);
        var chunks = knownChunks(index, request, arrived);
        var tree = new TreeChanges(store, namespace, head, new TreeStore.Stamp(now, caller.device()));
        var rules = new CommitRules(store, tree, chunks, reserved, deviceName(caller));
        var results = rules.apply(request.ops());
        index.adopt(namespace, caller.user(), used(arrived, rules.used()), now);
        var result = new CommitResult(tree.seq(), results);
        if (tree.seq() != head.seq()) {
            store.write(tree.changed());
            changed.fire(new NamespaceChanged(namespace, tree.seq()));
        }
        key.ifPresent(given -> requests.remember(given, body.orElseThrow(), result));
        return result;
    }

    /// The chunks that the operations name and that are there: in the namespace, or in a pack that
    /// has arrived for it. This is the rule of `missing`, asked again where nothing can change it.
    private static CommitRules.KnownChunks knownChunks(
            ChunkIndex index, CommitRequest request, List<ChunkIndex.ArrivedPack> arrived) {
        var named = new HashSet<Fingerprint>();
        for (var operation : request.ops()) {
            if (operation instanceof Operation.Put put) {
                chunksOf(put).forEach(chunk -> named.add(chunk.fingerprint()));
            }
        }
        var known = new HashMap<>(index.lengths(request.namespaceId(), named));
        var damaged = new HashSet<>(index.damaged(request.namespaceId()));
        for (var pack : arrived) {
            for (var chunk : pack.directory().chunks()) {
                known.putIfAbsent(chunk.fingerprint(), chunk.size());
                damaged.remove(chunk.fingerprint());
            }
        }
        return new CommitRules.KnownChunks() {
            @Override
            public Optional<Integer> lengthOf(Fingerprint fingerprint) {
                return Optional.ofNullable(known.get(fingerprint));
            }

            @Override
            public boolean isDamaged(Fingerprint fingerprint) {
                return damaged.contains(fingerprint);
            }
        };
    }

    private static List<Chunk> chunksOf(Operation.Put put) {
        var manifest = put.manifest();
        if (manifest.chunks() != null) {
            return manifest.chunks();
        }
        return manifest.splices() == null
                ? List.of()
                : manifest.splices().stream()
                        .map(Splice::insert)
                        .flatMap(List::stream)
                        .toList();
    }

    private static Collection<ChunkIndex.ArrivedPack> used(
            List<ChunkIndex.ArrivedPack> arrived, Set<Fingerprint> fingerprints) {
        return arrived.stream()
                .filter(pack -> pack.directory().chunks().stream()
                        .anyMatch(chunk -> fingerprints.contains(chunk.fingerprint())))
                .toList();
    }

    /// The device's name as a part of file names.
    private String deviceName(Caller caller) {
        var device = entities.find(Device.class, caller.device().value());
        var name = device == null ? "a device" : device.name().replace('/', '-');
        return name.substring(
                0, name.offsetByCodePoints(0, Math.min(LONGEST_DEVICE, name.codePointCount(0, name.length()))));
    }
}
