package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.PackId;
import org.jspecify.annotations.Nullable;

/// A row that is there for the sake of contents, in one namespace.
///
/// @param pack where a chunk is; null for what is in the database itself
/// @param bytes stored bytes
public record Kept(Fingerprint fingerprint, @Nullable PackId pack, int bytes) {

    /// What is kept so. Contents are made of manifests, manifests of segments, segments of chunks.
    public enum Kind {
        MANIFEST,
        SEGMENT,
        CHUNK
    }
}
