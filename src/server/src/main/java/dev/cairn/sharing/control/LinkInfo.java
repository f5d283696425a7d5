package dev.cairn.sharing.control;

import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A link as its maker sees it.
///
/// @param name of what it leads to; null if that is not there any more, or its maker may not see it
/// @param over whether it opens nothing any more
/// @param expiresAt null for never
/// @param maxDownloads null for any number
/// @param lastVisitAt null if nobody came yet
public record LinkInfo(
        LinkId linkId,
        NodeId nodeId,
        @Nullable String name,
        boolean folder,
        URI url,
        Allow allow,
        boolean hasPassword,
        boolean over,
        @Nullable Instant expiresAt,
        @Nullable Integer maxDownloads,
        int downloads,
        int visits,
        @Nullable Instant lastVisitAt,
        Instant createdAt) {}
