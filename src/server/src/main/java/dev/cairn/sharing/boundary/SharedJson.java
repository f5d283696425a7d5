package dev.cairn.sharing.boundary;

import dev.cairn.core.sync.NodeId;
import dev.cairn.sharing.control.Allow;
import dev.cairn.sharing.control.LinkVisits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a link leads to, for visitors.
///
/// @param size in bytes; null for a folder
/// @param expiresAt null for never
public record SharedJson(
        NodeId nodeId,
        String name,
        boolean folder,
        @Nullable Long size,
        String sharedBy,
        Allow allow,
        @Nullable Instant expiresAt) {

    static SharedJson of(LinkVisits.Shared shared) {
        var entry = shared.entry();
        return new SharedJson(
                entry.id(),
                entry.name(),
                !entry.isFile(),
                entry.isFile() ? entry.size() : null,
                shared.maker(),
                shared.allow(),
                shared.expiresAt());
    }
}
