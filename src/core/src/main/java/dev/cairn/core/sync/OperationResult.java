package dev.cairn.core.sync;

import dev.cairn.core.problem.ProblemType;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one operation of a commit. `status` in JSON says which.
@JsonbTypeInfo(
        key = "status",
        value = {
            @JsonbSubtype(alias = "OK", type = OperationResult.Done.class),
            @JsonbSubtype(alias = "CONFLICT", type = OperationResult.Conflict.class),
            @JsonbSubtype(alias = "MISSING_CHUNKS", type = OperationResult.MissingChunks.class),
            @JsonbSubtype(alias = "REJECTED", type = OperationResult.Rejected.class)
        })
public sealed interface OperationResult {

    /// It is as asked, by this operation or already before it.
    ///
    /// @param versionId the file's newest version; null for folders
    /// @param seq the node's place in the journal
    record Done(NodeId nodeId, @Nullable VersionId versionId, long seq) implements OperationResult {}

    /// Somebody else was faster.
    ///
    /// @param applied true if the operation took effect all the same, and nothing was lost by it;
    ///     false if it did not, which happens to `DELETE` alone: read the changes and plan again
    /// @param versionId the file's newest version; null for folders
    /// @param seq the node's place in the journal
    /// @param conflictVersionId the version that was replaced unseen, and is kept
    /// @param name the name that the node got because the one asked for is taken
    record Conflict(
            boolean applied,
            NodeId nodeId,
            @Nullable VersionId versionId,
            long seq,
            @Nullable VersionId conflictVersionId,
            @Nullable FileName name)
            implements OperationResult {}

    /// Nothing was changed. Upload these chunks and commit again.
    ///
    /// @param missing indexes into the version's chunks
    record MissingChunks(List<Integer> missing) implements OperationResult {
        public MissingChunks {
            missing = List.copyOf(missing);
        }
    }

    /// Nothing was changed, and trying the same again will not help.
    record Rejected(Problem problem) implements OperationResult {
        public static Rejected because(ProblemType type, String detail) {
            return new Rejected(new Problem(type.uri().toString(), type.title(), type.status(), detail));
        }
    }

    /// Why an operation was refused: the members of RFC 9457.
    record Problem(String type, String title, int status, String detail) {}
}
