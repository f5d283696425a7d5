package dev.cairn.sharing.control;

import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import dev.cairn.core.sync.UserId;
import org.jspecify.annotations.Nullable;

/// Somebody whom a folder is shared with, or its owner.
///
/// @param shareId null for the owner
/// @param userId null while they have not accepted, as `name`
/// @param email of the share; null for the owner
public record MemberInfo(
        @Nullable ShareId shareId,
        @Nullable UserId userId,
        @Nullable String name,
        @Nullable String email,
        Role role) {}
