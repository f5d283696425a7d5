package dev.cairn.sharing.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.UploadId;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// New files and folders that a visitor leaves, and nothing else: what has no word here cannot be asked
/// for.
///
/// @param uploads where their chunks are
/// @param ops 1 to [CommitRequest#MAX_OPERATIONS]
public record Deposit(List<UploadId> uploads, List<Item> ops) {

    public Deposit {
        uploads = uploads == null ? List.of() : List.copyOf(uploads);
        ops = List.copyOf(Objects.requireNonNull(ops, "A commit needs ops"));
        if (ops.isEmpty() || ops.size() > CommitRequest.MAX_OPERATIONS) {
            throw new IllegalArgumentException("A commit has 1 to " + CommitRequest.MAX_OPERATIONS + " operations");
        }
        if (uploads.size() > CommitRequest.MAX_UPLOADS) {
            throw new IllegalArgumentException("A commit names at most " + CommitRequest.MAX_UPLOADS + " uploads");
        }
    }

    /// What is left. `op` in JSON says which.
    @JsonbTypeInfo(
            key = "op",
            value = {
                @JsonbSubtype(alias = "PUT", type = NewFile.class),
                @JsonbSubtype(alias = "MKDIR", type = NewFolder.class)
            })
    public sealed interface Item {

        /// The link's folder, one that this visitor has made, or `$3`: the folder that an earlier item is.
        String parentId();

        /// The item as an operation.
        Operation in(NodeRef parent);
    }

    /// @param size in bytes
    /// @param fileType media type; null if unknown
    /// @param fingerprint that of the manifest
    public record NewFile(
            String parentId,
            FileName name,
            long size,
            Instant modifiedTime,
            @Nullable String fileType,
            Fingerprint fingerprint,
            PutManifest manifest)
            implements Item {

        public NewFile {
            Objects.requireNonNull(parentId, "PUT needs a parentId");
            put(new NodeRef.ResultOf(0), name, size, modifiedTime, fileType, fingerprint, manifest);
            if (manifest.needed().isPresent()) {
                throw new IllegalArgumentException("The manifest of a new file has avg and chunks");
            }
        }

        @Override
        public Operation in(NodeRef parent) {
            return put(parent, name, size, modifiedTime, fileType, fingerprint, manifest);
        }

        private static Operation put(
                NodeRef parent,
                FileName name,
                long size,
                Instant modifiedTime,
                @Nullable String fileType,
                Fingerprint fingerprint,
                PutManifest manifest) {
            return new Operation.Put(
                    parent, name, null, null, size, modifiedTime, fileType, false, fingerprint, null, manifest, false);
        }
    }

    public record NewFolder(String parentId, FileName name) implements Item {

        public NewFolder {
            Objects.requireNonNull(parentId, "MKDIR needs a parentId");
            Objects.requireNonNull(name, "MKDIR needs a name");
        }

        @Override
        public Operation in(NodeRef parent) {
            return new Operation.MakeFolder(parent, name, false);
        }
    }

    /// What became of an item: without the name that it got, and whatever else depends on what was there.
    /// `status` in JSON says which.
    @JsonbTypeInfo(
            key = "status",
            value = {
                @JsonbSubtype(alias = "OK", type = Left.class),
                @JsonbSubtype(alias = "MISSING_CHUNKS", type = Missing.class),
                @JsonbSubtype(alias = "REJECTED", type = Refused.class)
            })
    public sealed interface Outcome {}

    /// It is there.
    ///
    /// @param nodeId what the visitor calls the folder from now on; null for a file
    public record Left(@Nullable String nodeId) implements Outcome {}

    /// It is not; these chunks have to be sent before.
    ///
    /// @param missing indexes into the file's chunks
    public record Missing(List<Integer> missing) implements Outcome {
        public Missing {
            missing = List.copyOf(missing);
        }
    }

    /// It is not, and trying the same again will not help.
    public record Refused(OperationResult.Problem problem) implements Outcome {}
}
