package dev.cairn.core.sync;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A batch of tree operations in one namespace.
///
/// They take effect together, in their order; each has its own result, and one that is refused
/// does not stop the others.
///
/// @param uploads where chunks that are new to the server are; empty if none are
/// @param ops 1 to [#MAX_OPERATIONS]
/// @param cursor up to which the changes were read that the operations were made from: a server that
///     has another state since, after a backup was restored, refuses them all; null for who names
///     nothing that was read earlier
public record CommitRequest(
        NamespaceId namespaceId,
        List<UploadId> uploads,
        List<Operation> ops,
        @Nullable String cursor) {

    public static final int MAX_OPERATIONS = 1000;

    /// As many uploads as one commit may name.
    public static final int MAX_UPLOADS = 100;

    public CommitRequest {
        Objects.requireNonNull(namespaceId, "A commit needs a namespaceId");
        uploads = uploads == null ? List.of() : List.copyOf(uploads);
        ops = List.copyOf(Objects.requireNonNull(ops, "A commit needs ops"));
        if (ops.isEmpty() || ops.size() > MAX_OPERATIONS) {
            throw new IllegalArgumentException("A commit has 1 to " + MAX_OPERATIONS + " operations");
        }
        if (uploads.size() > MAX_UPLOADS) {
            throw new IllegalArgumentException("A commit names at most " + MAX_UPLOADS + " uploads");
        }
    }
}
