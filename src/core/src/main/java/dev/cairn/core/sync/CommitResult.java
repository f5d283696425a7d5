package dev.cairn.core.sync;

import java.util.List;

/// What came of a commit.
///
/// @param seq the namespace's head after it
/// @param results one for each operation, in their order
public record CommitResult(long seq, List<OperationResult> results) {

    public CommitResult {
        results = List.copyOf(results);
    }
}
