package dev.cairn.core.sync;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.Splice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chunks of a new version as a client sends them: all of them, or what differs from a version
/// that the server has.
///
/// @param avg average chunk size in bytes; null with `base`, whose sizes stay
/// @param chunks all chunks; null with `base`
/// @param base a version of the same file
/// @param splices what differs from `base`; null without it
public record PutManifest(
        @Nullable Integer avg,
        @Nullable List<Chunk> chunks,
        @Nullable VersionId base,
        @Nullable List<Splice> splices) {

    public PutManifest {
        boolean whole = avg != null && chunks != null && base == null && splices == null;
        boolean difference = avg == null && chunks == null && base != null && splices != null;
        if (!whole && !difference) {
            throw new IllegalArgumentException("A manifest has avg and chunks, or base and splices");
        }
        chunks = chunks == null ? null : List.copyOf(chunks);
        splices = splices == null ? null : List.copyOf(splices);
    }

    public static PutManifest whole(Manifest manifest) {
        return new PutManifest(manifest.sizes().average(), manifest.chunks(), null, null);
    }

    public static PutManifest difference(VersionId base, List<Splice> splices) {
        return new PutManifest(null, null, base, splices);
    }

    /// The version whose manifest [#resolve] needs, if any.
    public Optional<VersionId> needed() {
        return Optional.ofNullable(base);
    }

    /// The manifest that is meant.
    ///
    /// @param baseManifest that of [#needed()]; null where nothing is needed
    /// @throws IllegalArgumentException if the splices do not fit it
    public Manifest resolve(@Nullable Manifest baseManifest) {
        if (avg != null && chunks != null) {
            return new Manifest(new ChunkSizes(avg), chunks);
        }
        if (baseManifest == null || splices == null) {
            throw new IllegalArgumentException("The base version is needed");
        }
        return baseManifest.spliced(baseManifest.sizes(), splices);
    }
}
