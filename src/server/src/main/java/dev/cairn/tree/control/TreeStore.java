package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a commit reads and writes, inside one transaction.
///
/// However many operations a commit has, each method is called a fixed number of times, and is one
/// or two statements.
interface TreeStore {

    /// Locks the namespace against other commits until the end of the transaction; comes first.
    ///
    /// @return empty if there is no such namespace
    Optional<Head> lock(NamespaceId namespace);

    /// The nodes that exist, and all folders above them.
    List<NodeState> withAncestors(NamespaceId namespace, Collection<NodeId> ids);

    /// The live nodes at these places.
    List<NodeState> at(NamespaceId namespace, Collection<NodeState.Place> places);

    /// Older contents of files, as far as they are kept.
    Map<VersionId, NodeState.Content> olderVersions(NamespaceId namespace, Collection<VersionId> versions);

    /// Long manifests by their fingerprints, as far as they are kept.
    Map<Fingerprint, Manifest> manifests(NamespaceId namespace, Collection<Fingerprint> fingerprints);

    /// Whether anything below the folder has changed after `seq`, or so much in the namespace that
    /// it would take long to find out.
    boolean changedBelow(NamespaceId namespace, NodeId folder, long seq);

    /// Writes all that a commit changed.
    void write(Changed changed);

    /// @param seq place of the last change in the journal
    /// @param nextNumber lower half of the next node's id
    /// @param converting nothing may change at this node and below it; null for none
    record Head(long seq, long nextNumber, @Nullable NodeId converting) {
        Head(long seq, long nextNumber) {
            this(seq, nextNumber, null);
        }
    }

    /// What a commit changed.
    ///
    /// @param head as it is after the commit
    /// @param usedBytes by how much the sizes of all files grew, or shrank
    /// @param replaced nodes that were there before, as they are now
    /// @param displaced those of `replaced` that were live at another place before
    /// @param past what is superseded
    /// @param trashed nodes that went into the trash
    /// @param untrashed nodes that came out of it
    /// @param manifests long manifests that files have now
    record Changed(
            NamespaceId namespace,
            Head head,
            long usedBytes,
            List<NodeState> created,
            List<NodeState> replaced,
            Set<NodeId> displaced,
            List<Past> past,
            Set<NodeId> trashed,
            Set<NodeId> untrashed,
            Collection<Manifest> manifests,
            Stamp stamp) {}

    /// A state of a node that is no more.
    ///
    /// @param supersededSeq of the change that ended it
    /// @param content whether its content was replaced: it is an older version now
    /// @param conflict whether it was replaced by one who had not seen it
    record Past(NodeState state, long supersededSeq, boolean content, boolean conflict) {}

    /// When and by which device a commit is made.
    record Stamp(Instant at, DeviceId by) {}
}
