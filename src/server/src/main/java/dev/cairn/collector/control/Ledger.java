package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.packs.control.PackDirectory;
import dev.cairn.packs.control.PackId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The books about what is stored and what refers to it, inside one transaction.
///
/// Whoever locks does so before anything else: what is read after that is what the lock protects.
/// Namespaces come before packs, in the order of their ids. `src/docs/concurrency.md` says why the
/// collector's rules lose nothing.
public interface Ledger {

    // ---- namespaces

    /// Namespaces in which chunks may have lost the last content that had them; others that have
    /// changed since long ago.
    List<NamespaceId> dueNamespaces(Instant now, Instant longAgo, int most);

    /// Locks the namespace against commits, and against whoever else takes chunks from it.
    ///
    /// @return whether anything may be taken from it now
    boolean lock(NamespaceId namespace);

    /// Marks what all contents that are kept are made of.
    ///
    /// @return the seq of the picture that the marks are of
    long mark(NamespaceId namespace, Marks marks);

    /// Marks what contents are made of that have come to be kept after `seq`.
    ///
    /// @return the seq of the picture that the marks are of
    long markSince(NamespaceId namespace, long seq, Marks marks);

    /// The next rows in the order of their fingerprints.
    ///
    /// @param after null for the first
    List<Kept> kept(Kept.Kind kind, NamespaceId namespace, @Nullable Fingerprint after, int most);

    /// The packs that uploads which are still open have brought to the namespace: their chunks may be
    /// taken up by their next commits.
    Set<PackId> packsOfUploads(NamespaceId namespace, Instant now);

    /// Takes rows from the namespace; the packs of chunks are then up for review.
    void release(Kept.Kind kind, NamespaceId namespace, Collection<Kept> rows);

    /// The namespace was looked through.
    ///
    /// @param began when the marks were made
    /// @param again when it is due again, because something had to stay for a while; null for no such
    ///     time
    void swept(NamespaceId namespace, long seq, Instant began, @Nullable Instant again);

    // ---- packs

    /// Packs whose chunks in use must be counted anew, dying ones too.
    List<PackId> upForReview(int most);

    boolean isUpForReview(PackId pack);

    /// Verified packs less than half of which is in use, and that have been there since before a
    /// moment.
    List<PackId> sparsePacks(Instant before, int most);

    /// Locks a pack: until the end of the transaction nobody else reviews or buries it.
    Optional<StoredPack> lock(PackId pack);

    /// Reads a pack, without a lock.
    Optional<StoredPack> find(PackId pack);

    /// The chunks that namespaces have in a pack. A namespace that has none any more comes with an
    /// empty set: that it had some is remembered as long as the pack is there.
    Map<NamespaceId, Set<Fingerprint>> uses(StoredPack pack);

    /// Notes how many of its bytes are in use; it is not dying, or no more.
    void reviewed(PackId pack, long liveBytes);

    /// Declares a pack dying, or anew: nothing refers to it.
    void bury(PackId pack, Instant deleteAfter);

    /// Dying packs whose time has come.
    List<StoredPack> dead(Instant now, int most);

    /// Forgets a dying pack whose object is gone.
    void forget(PackId pack);

    // ---- new places

    /// Notes that an object is going to be written, so that it is deleted after a moment unless
    /// [#enter] has made a pack of it.
    void announce(String objectKey, Instant until);

    /// Makes a verified pack of an announced object.
    ///
    /// @param before the announcement must hold at least until then
    /// @return empty if the announcement does not: the object may be on its way out already
    Optional<PackId> enter(
            String objectKey, int size, Fingerprint checksum, PackDirectory directory, Instant now, Instant before);

    /// Chunks of which namespaces have several copies, in verified packs that are not dying: all but those
    /// in the oldest pack.
    ///
    /// @param slice those whose fingerprints lie in this part of all there can be, from 0
    /// @param slices in how many equal parts they are divided, 1 to 256
    List<Duplicate> duplicates(int slice, int slices);

    /// Moves a namespace's chunks to another pack that has them, each as far as it still is where it is
    /// thought to be; both packs are then up for review. Namespace and target are locked.
    void relocate(NamespaceId namespace, Map<Fingerprint, PackId> from, StoredPack to);
}
