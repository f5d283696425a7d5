package dev.cairn.sharing.boundary;

import dev.cairn.core.sync.Role;
import java.util.Objects;

/// The body of a call that gives somebody another role. OWNER hands over to them.
public record RoleChange(Role role) {
    public RoleChange {
        Objects.requireNonNull(role, "role is missing");
    }
}
