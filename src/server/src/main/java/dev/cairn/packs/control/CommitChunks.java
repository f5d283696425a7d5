package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.packs.control.ChunkIndex.ArrivedPack;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a commit asks about chunks, and does to them, inside its transaction, which holds the lock
/// of the namespace.
public interface CommitChunks {

    /// The lengths of those chunks that the namespace has; damaged ones count as missing, so that
    /// they heal with the next upload.
    Map<Fingerprint, Integer> lengths(NamespaceId namespace, Collection<Fingerprint> fingerprints);

    /// The chunks of the namespace that were found damaged; hardly ever any.
    Set<Fingerprint> damaged(NamespaceId namespace);

    /// The packs of these uploads that are in the store and not taken up yet, as far as the uploads
    /// are the sender's own, open, and for this namespace. They stay so until the transaction ends:
    /// no upload that has one of them can end meanwhile. A visitor's packs have been read before.
    List<ArrivedPack> claim(NamespaceId namespace, Sender sender, Collection<UploadId> uploads, Instant now);

    /// The chunks that these uploads have sent and that commits have taken up already: of the chunks of
    /// the namespace those that a visitor may know of.
    Set<Fingerprint> sent(NamespaceId namespace, Sender sender, Collection<UploadId> uploads, Instant now);

    /// Makes these packs part of the namespace, with all their chunks. A chunk that is there already
    /// stays where it is, unless it is damaged there.
    void adopt(NamespaceId namespace, Sender sender, Collection<ArrivedPack> packs, Instant now);
}
