package dev.cairn.sharing.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import java.time.Instant;
import java.util.Optional;

/// What a link is good for.
///
/// @param password as typed; empty for none
/// @param expiresAt empty for never
/// @param maxDownloads 1 or more; empty for any number
public record LinkTerms(
        Allow allow, Optional<String> password, Optional<Instant> expiresAt, Optional<Integer> maxDownloads) {

    /// Whoever knows the link may download, for ever.
    public static final LinkTerms OPEN =
            new LinkTerms(Allow.DOWNLOAD, Optional.empty(), Optional.empty(), Optional.empty());

    /// @throws ProblemException `BAD_REQUEST`
    public LinkTerms {
        if (maxDownloads.filter(most -> most < 1).isPresent()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "maxDownloads is 1 or more.");
        }
    }
}
