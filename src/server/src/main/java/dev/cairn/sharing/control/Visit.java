package dev.cairn.sharing.control;

import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.VisitorId;
import java.time.Instant;

/// Somebody has opened a link. Only [LinkVisits] makes one, and asks at every use whether the link is
/// still good.
///
/// @param generation of the link's password when it was opened
/// @param visitor who has opened it
public record Visit(LinkId link, int generation, VisitorId visitor, Instant expiresAt) {

    /// The same visit, that ends at another time.
    Visit until(Instant end) {
        return new Visit(link, generation, visitor, end);
    }
}
