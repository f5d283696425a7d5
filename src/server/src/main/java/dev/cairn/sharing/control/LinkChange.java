package dev.cairn.sharing.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import java.time.Instant;
import java.util.Optional;

/// A change of a link's terms; what is empty stays as it is.
public record LinkChange(
        Optional<Allow> allow, Setting<String> password, Setting<Instant> expiresAt, Setting<Integer> maxDownloads) {

    /// @throws ProblemException `BAD_REQUEST`
    public LinkChange {
        if (maxDownloads instanceof Setting.To<Integer>(var most) && most < 1) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "maxDownloads is 1 or more.");
        }
    }

    /// What becomes of one term.
    public sealed interface Setting<T> {

        /// It stays as it is.
        record Kept<T>() implements Setting<T> {}

        /// There is none any more.
        record Removed<T>() implements Setting<T> {}

        record To<T>(T value) implements Setting<T> {}
    }
}
