package dev.cairn.accounts.control;

import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import java.security.Principal;

/// Who is asking: a person on one of their devices. Every use case takes one, so that none can
/// forget to ask what the person may do.
///
/// @param own the person's own tree
/// @param administrator whether the person may administer the server
public record Caller(UserId user, DeviceId device, NamespaceId own, boolean administrator) implements Principal {

    @Override
    public String getName() {
        return user.toString();
    }
}
