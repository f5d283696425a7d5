package dev.cairn.sharing.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.sharing.control.LinkVisits;
import dev.cairn.sharing.control.Visit;
import org.jspecify.annotations.Nullable;

/// The header with which a visitor shows the token that opening the link gave.
final class VisitHeader {

    private static final String SCHEME = "Bearer ";

    private VisitHeader() {}

    /// @param authorization the header's value; null without it
    /// @throws ProblemException `SIGNED_OUT` if it is not a visit's
    static Visit read(@Nullable String authorization, LinkVisits visits) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(ProblemType.SIGNED_OUT, "Open the link first, and send the token you get.");
        }
        return visits.resume(authorization.substring(SCHEME.length()).strip());
    }
}
