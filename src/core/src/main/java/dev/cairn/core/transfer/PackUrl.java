package dev.cairn.core.transfer;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a pack is to be sent: a PUT of exactly its bytes with exactly these headers, once.
///
/// @param chunkStatus `UPLOADED` if the pack is in the store already; there is no URL then
public record PackUrl(
        int pack,
        ChunkStatus chunkStatus,
        @Nullable URI url,
        @Nullable Map<String, String> headers,
        @Nullable Instant expiresAt) {}
