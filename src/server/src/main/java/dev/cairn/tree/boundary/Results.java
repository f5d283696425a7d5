package dev.cairn.tree.boundary;

import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.OperationResult;
import jakarta.ws.rs.core.Response;

/// Words what came of one operation.
final class Results {

    /// For metadata: it may be kept, and is asked for again each time.
    static final String REVALIDATE = "private, no-cache";

    private Results() {}

    /// The node of an operation that took effect.
    static NodeId nodeOf(OperationResult result) {
        return switch (result) {
            case OperationResult.Done done -> done.nodeId();
            case OperationResult.Conflict conflict -> conflict.nodeId();
            case OperationResult.MissingChunks _ -> throw new IllegalStateException("It did not take effect");
            case OperationResult.Rejected _ -> throw new IllegalStateException("It did not take effect");
        };
    }

    static Response underDeletion(OperationResult result) {
        return Response.accepted(new Deleted(nodeOf(result), FileJson.FileStatus.UNDER_DELETION))
                .build();
    }

    public record Deleted(NodeId nodeId, FileJson.FileStatus fileStatus) {}
}
