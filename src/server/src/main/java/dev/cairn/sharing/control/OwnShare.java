package dev.cairn.sharing.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that the caller shares with one address.
///
/// @param folderId of a folder, the top folder of what is shared; of a file, the folder of the caller's that it
///     is in, null if it is in none
/// @param fileId null for a folder
/// @param accepted false while it waits for an answer
public record OwnShare(
        ShareId shareId,
        NamespaceId namespaceId,
        @Nullable NodeId folderId,
        @Nullable NodeId fileId,
        String name,
        String email,
        Role role,
        boolean accepted,
        Instant createdAt) {}
