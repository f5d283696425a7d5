package dev.cairn.accounts.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import java.util.Optional;

/// That somebody sees a namespace.
///
/// @param role what they may do in it
/// @param mount where it hangs in their own tree; empty for that tree itself, and while it hangs nowhere
public record Membership(UserId user, NamespaceId namespace, Role role, Optional<NodeId> mount) {}
