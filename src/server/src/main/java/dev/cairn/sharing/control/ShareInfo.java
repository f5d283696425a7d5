package dev.cairn.sharing.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that is shared with the caller, or offered to them.
///
/// @param folderId of a folder, the top folder of what is shared; of a file, the folder of the caller's that it
///     is in, null if it is in none
/// @param fileId null for a folder
/// @param sharedBy the name of who offered it
/// @param accepted false while it waits for the caller's answer
public record ShareInfo(
        ShareId shareId,
        NamespaceId namespaceId,
        @Nullable NodeId folderId,
        @Nullable NodeId fileId,
        String name,
        Role role,
        String sharedBy,
        boolean accepted,
        Instant createdAt) {}
