package dev.cairn.core.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a commit.
///
/// @param seq the namespace's head after it
/// @param results one for each operation, in their order
/// @param cursor takes the place of the request's: the results tell all that is new in this namespace
///     since then; null where the changes must be read
public record CommitResult(
        long seq, List<OperationResult> results, @Nullable String cursor) {

    public CommitResult {
        results = List.copyOf(results);
    }

    /// The same with a cursor.
    public CommitResult with(String cursor) {
        return new CommitResult(seq, results, cursor);
    }
}
