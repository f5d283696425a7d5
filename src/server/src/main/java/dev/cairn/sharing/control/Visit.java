package dev.cairn.sharing.control;

import dev.cairn.core.sync.LinkId;
import java.time.Instant;

/// Somebody has opened a link. Only [LinkVisits] makes one, and asks at every use whether the link is
/// still good.
///
/// @param generation of the link's password when it was opened
public record Visit(LinkId link, int generation, Instant expiresAt) {}
