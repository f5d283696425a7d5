package dev.cairn.sharing.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import java.time.Instant;

/// Something that is shared with the caller, or offered to them.
///
/// @param folderId the top folder of what is shared
/// @param sharedBy the name of who offered it
/// @param accepted false while it waits for the caller's answer
public record ShareInfo(
        ShareId shareId,
        NamespaceId namespaceId,
        NodeId folderId,
        String name,
        Role role,
        String sharedBy,
        boolean accepted,
        Instant createdAt) {}
