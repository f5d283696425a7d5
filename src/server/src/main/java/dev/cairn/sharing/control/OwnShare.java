package dev.cairn.sharing.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import java.time.Instant;

/// Something that the caller shares with one address.
///
/// @param folderId the top folder of what is shared
/// @param accepted false while it waits for an answer
public record OwnShare(
        ShareId shareId,
        NamespaceId namespaceId,
        NodeId folderId,
        String name,
        String email,
        Role role,
        boolean accepted,
        Instant createdAt) {}
