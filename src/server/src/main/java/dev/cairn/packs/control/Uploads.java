package dev.cairn.packs.control;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import dev.cairn.packs.entity.DoomedObject;
import dev.cairn.packs.entity.Upload;
import dev.cairn.packs.entity.UploadPack;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Uploads, from their first request until their packs are in the store. An upload changes no tree.
///
/// Nothing here talks to the store: whether a pack has arrived is found out by [Arrivals].
@OneObject
@Transactional
public class Uploads {

    /// As many chunks as may be asked for at once.
    public static final int MOST_CHUNKS = 20_000;

    /// As many packs as may be asked for at once.
    public static final int MOST_PACKS = 64;

    /// Size of a client's first packs in bytes, until it has measured its line: 8 MiB.
    public static final int FIRST_PACK_SIZE = 8 * 1024 * 1024;

    /// A PUT that began before its URL ended may go on for a while.
    private static final Duration LAST_PUT = Duration.ofDays(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager entities;
    private final DataSource database;
    private final NamespaceAccess access;
    private final Allowances allowances;
    private final PackStore store;
    private final Traffic traffic;
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    Uploads(
            EntityManager entities,
            DataSource database,
            NamespaceAccess access,
            Allowances allowances,
            PackStore store,
            Traffic traffic,
            Settings settings,
            InstantSource clock) {
        this.entities = entities;
        this.database = database;
        this.access = access;
        this.allowances = allowances;
        this.store = store;
        this.traffic = traffic;
        this.settings = settings;
        this.clock = clock;
    }

    /// Begins an upload of any number of files.
    ///
    /// @param expectedBytes what the client thinks it will send; 0 or more
    /// @throws ProblemException `QUOTA_EXCEEDED` if there is no room for that
    public Session open(Caller caller, NamespaceId namespace, long expectedBytes) {
        access.requireWrite(caller, namespace);
        if (expectedBytes < 0) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "expectedBytes is 0 or more.");
        }
        requireRoom(caller, namespace, expectedBytes);
        var upload = make(caller, namespace, expectedBytes);
        entities.persist(upload);
        return Session.of(upload);
    }

    /// Begins the upload of one file, which has been found to be allowed.
    ///
    /// @throws ProblemException `QUOTA_EXCEEDED` if there is no room for it
    public Upload open(Caller caller, NamespaceId namespace, Upload.Target target) {
        access.requireWrite(caller, namespace);
        requireRoom(caller, namespace, target.size());
        var upload = make(caller, namespace, target.size()).aimedAt(target);
        entities.persist(upload);
        return upload;
    }

    /// The caller's upload, open or not, for those who only look.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not the caller's
    public Session session(Caller caller, UploadId id) {
        return Session.of(find(caller, id));
    }

    /// Whether the caller has such an upload, open or not.
    boolean has(Caller caller, UploadId id) {
        var upload = entities.find(Upload.class, new Upload.Key(id));
        return upload != null && upload.belongsTo(caller.user(), caller.visitor());
    }

    /// Finds the caller's upload, open or not.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not the caller's
    public Upload find(Caller caller, UploadId id) {
        if (!has(caller, id)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "You have no such upload.");
        }
        return entities.find(Upload.class, new Upload.Key(id));
    }

    /// Which of these chunks must be sent: those that are neither in a namespace of the caller's nor
    /// in a pack of this upload that has arrived. To a visitor, all are missing that this upload has not
    /// sent: nobody learns from the answer what else is there.
    ///
    /// @return indexes into `chunks`, ascending
    public List<Integer> missing(Caller caller, UploadId id, List<Chunk> chunks) {
        if (chunks.size() > MOST_CHUNKS) {
            throw new ProblemException(ProblemType.TOO_LARGE, "Ask for at most " + MOST_CHUNKS + " chunks at once.");
        }
        requireOpen(caller, id);
        var known = known(
                caller, id, chunks.stream().map(Chunk::fingerprint).distinct().toList());
        var missing = IntStream.range(0, chunks.size())
                .filter(index -> {
                    var length = known.get(chunks.get(index).fingerprint());
                    return length == null || length != chunks.get(index).length();
                })
                .boxed()
                .toList();
        traffic.asked(chunks.size(), missing.size());
        return missing;
    }

    /// Makes the requests with which packs are sent.
    ///
    /// Safe to repeat: a pack that is in the store is said to be, one that is not gets another URL.
    ///
    /// @throws ProblemException `CONFLICT` if another pack of the same number is in the store;
    ///     `QUOTA_EXCEEDED` if there is no room for the packs
    public List<PackUrl> sign(Caller caller, UploadId id, List<PackOffer> offers) {
        if (offers.size() > MOST_PACKS) {
            throw new ProblemException(ProblemType.TOO_LARGE, "Ask for at most " + MOST_PACKS + " packs at once.");
        }
        var upload = requireOpen(caller, id);
        upload.prolong(clock.instant(), settings.uploadLife());
        traffic.seen();
        var urls = offers.stream().map(offer -> sign(id, offer)).toList();
        requireRoom(caller, id.namespace(), 0);
        return urls;
    }

    /// What is on its way counts as if it were there, so that nobody can keep more by never committing.
    private void requireRoom(Caller caller, NamespaceId namespace, long bytes) {
        entities.flush();
        try (var connection = database.getConnection()) {
            var sql = new Sql(connection);
            long room = allowances.room(sql, namespace);
            if (room != Long.MAX_VALUE && room < bytes + pending(sql, caller)) {
                throw new ProblemException(
                        ProblemType.QUOTA_EXCEEDED,
                        "There is no room for this. Delete something for good, or ask for more room.");
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Bytes that a person's open uploads have sent, or may send, and that no commit has taken up.
    private long pending(Sql sql, Caller caller) {
        return sql.read(
                        "SELECT COALESCE(SUM(p.size), 0) FROM upload u JOIN upload_pack p"
                                + " ON p.namespace_id = u.namespace_id AND p.upload_id = u.id"
                                + " WHERE u.user_id = ? AND u.state = 1 AND u.expires_at > ? AND p.pack_id IS NULL",
                        to -> to.add(caller.user().value()).add(Times.toMicros(clock.instant())),
                        row -> row.getLong(1))
                .getFirst();
    }

    /// Makes the request with which the one pack of a [Upload.Type#SIMPLE] upload is sent.
    public PackStore.SignedRequest signWhole(UploadId id, int size, Fingerprint checksum) {
        traffic.seen();
        return sign(expected(id, 0, size, checksum, new byte[0]));
    }

    /// The packs that were asked for, in the order of their numbers.
    public List<UploadPack> packs(UploadId id) {
        return entities.createNamedQuery(UploadPack.OF_UPLOAD, UploadPack.class)
                .setParameter("namespace", id.namespace().value())
                .setParameter("upload", id.value())
                .getResultList();
    }

    /// The open uploads that wait for packs under these keys.
    Set<UploadId> awaiting(Collection<String> keys) {
        return entities.createNamedQuery(UploadPack.AWAITED, UploadPack.class)
                .setParameter("keys", keys)
                .getResultStream()
                .map(UploadPack::upload)
                .collect(Collectors.toSet());
    }

    /// Notes what was found in the store.
    void arrived(UploadId id, Map<Integer, ChunkStatus> found) {
        found.forEach((number, status) -> {
            var pack = entities.find(UploadPack.class, new UploadPack.Key(id, number));
            if (pack.status() == ChunkStatus.NOT_UPLOADED && status == ChunkStatus.UPLOADED) {
                traffic.in(pack.size());
            }
            pack.arrived(status);
        });
    }

    /// Notes that a pack was read, and what was found.
    void inspected(UploadId id, int number, boolean good) {
        var pack = entities.find(UploadPack.class, new UploadPack.Key(id, number));
        if (good) {
            pack.inspected();
        } else {
            pack.arrived(ChunkStatus.FAILED);
        }
    }

    /// Notes what the one pack of a [Upload.Type#SIMPLE] upload holds.
    public void list(UploadId id, PackDirectory directory) {
        entities.find(UploadPack.class, new UploadPack.Key(id, 0)).list(directory.form());
    }

    /// Ends an upload whose file is in the tree.
    public void complete(UploadId id, VersionId made) {
        var upload = Objects.requireNonNull(lock(id), "An upload is never forgotten");
        upload.complete(made);
        doomLeftovers(upload);
    }

    /// Gives an upload up. What commits have taken up stays; the rest goes from the store. Doing so
    /// twice is no error.
    public void abort(Caller caller, UploadId id) {
        lock(id);
        var upload = find(caller, id);
        if (upload.isOpen(clock.instant())) {
            upload.end();
            doomLeftovers(upload);
        }
    }

    /// Ends the uploads that nobody has touched for too long.
    ///
    /// @param most as many as are ended at once
    /// @return how many were
    int endExpired(int most) {
        var expired = entities.createNamedQuery(Upload.EXPIRED, Upload.class)
                .setParameter("now", Times.toMicros(clock.instant()))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setMaxResults(most)
                .getResultList();
        for (var upload : expired) {
            upload.end();
            doomLeftovers(upload);
        }
        return expired.size();
    }

    /// @throws ProblemException `NOT_FOUND`, or `UPLOAD_CLOSED` if it is over
    public Upload requireOpen(Caller caller, UploadId id) {
        var upload = find(caller, id);
        if (!upload.isOpen(clock.instant())) {
            throw new ProblemException(ProblemType.UPLOAD_CLOSED, "This upload is over. Begin another one.");
        }
        return upload;
    }

    private Upload make(Caller caller, NamespaceId namespace, long expectedBytes) {
        var id = new UploadId(namespace, RANDOM.nextLong());
        var upload =
                new Upload(id, caller.user(), caller.device(), expectedBytes, clock.instant(), settings.uploadLife());
        return caller.visitor() == null ? upload : upload.broughtBy(caller.visitor());
    }

    private PackUrl sign(UploadId id, PackOffer offer) {
        var pack = expected(id, offer.pack(), offer.size(), offer.checkSum(), new PackDirectory(offer.chunks()).form());
        if (pack.status() == ChunkStatus.UPLOADED) {
            return new PackUrl(offer.pack(), ChunkStatus.UPLOADED, null, null, null);
        }
        var request = sign(pack);
        return new PackUrl(
                offer.pack(), ChunkStatus.NOT_UPLOADED, request.url(), request.headers(), request.expiresAt());
    }

    private PackStore.SignedRequest sign(UploadPack pack) {
        var request = store.signPut(pack.objectKey(), pack.size(), pack.checksum(), settings.writeLife());
        pack.signed(request.expiresAt());
        return request;
    }

    private UploadPack expected(UploadId id, int number, int size, Fingerprint checksum, byte[] directory) {
        var pack = entities.find(UploadPack.class, new UploadPack.Key(id, number));
        if (pack == null) {
            var added = new UploadPack(id, number, ObjectKeys.next(), size, checksum, directory);
            entities.persist(added);
            return added;
        }
        boolean same = pack.size() == size && pack.checksum().equals(checksum);
        if (pack.status() == ChunkStatus.UPLOADED && !same) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Pack " + number + " is in the store already, with other bytes. Use a new number.");
        }
        if (!same || pack.status() == ChunkStatus.FAILED) {
            doom(pack, Instant.EPOCH);
            pack.expect(ObjectKeys.next(), size, checksum, directory);
        }
        return pack;
    }

    private Map<Fingerprint, Integer> known(Caller caller, UploadId id, List<Fingerprint> fingerprints) {
        try (var connection = database.getConnection()) {
            var index = new ChunkIndex(connection);
            var sender = Sender.of(caller);
            var now = clock.instant();
            var asked = new HashSet<>(fingerprints);
            if (sender.isVisitor()) {
                asked.retainAll(index.sent(id.namespace(), sender, List.of(id), now));
            }
            var known = new HashMap<>(index.lengths(id.namespace(), asked));
            for (var pack : index.arrived(id.namespace(), sender, List.of(id), now)) {
                pack.directory().chunks().forEach(chunk -> known.putIfAbsent(chunk.fingerprint(), chunk.size()));
            }
            return known;
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Against a commit that takes up packs of it at the same time; comes first in its transaction.
    private @Nullable Upload lock(UploadId id) {
        return entities.find(Upload.class, new Upload.Key(id), LockModeType.PESSIMISTIC_WRITE);
    }

    /// What no commit has taken up goes, but not before the upload would have ended by itself: a
    /// database that is restored from before then still takes it to be open.
    private void doomLeftovers(Upload upload) {
        packs(upload.id()).stream().filter(pack -> !pack.isAdopted()).forEach(pack -> doom(pack, upload.expiresAt()));
    }

    private void doom(UploadPack pack, Instant earliest) {
        var writableUntil = pack.signedUntil().plus(LAST_PUT);
        var after = writableUntil.isAfter(earliest) ? writableUntil : earliest;
        if (entities.find(DoomedObject.class, pack.objectKey()) == null) {
            entities.persist(new DoomedObject(pack.objectKey(), after));
        }
    }

    /// An upload, as those see it who only name it.
    public record Session(UploadId id, Instant expiresAt) {

        static Session of(Upload upload) {
            return new Session(upload.id(), upload.expiresAt());
        }
    }
}
