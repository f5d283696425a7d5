package dev.cairn.accounts.control;

import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.sync.VisitorId;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/// Who is asking: a person on one of their devices. Every use case takes one, so that none can
/// forget to ask what the person may do.
///
/// @param own the person's own tree
/// @param administrator whether the person may administer the server
/// @param visitor who acts in the person's place and is nobody's to trust: what they send is kept apart
///     from all else, and they learn of nothing but that; null for the person
public record Caller(
        UserId user,
        DeviceId device,
        NamespaceId own,
        boolean administrator,
        @Nullable VisitorId visitor) implements Principal {

    /// The person.
    public Caller(UserId user, DeviceId device, NamespaceId own, boolean administrator) {
        this(user, device, own, administrator, null);
    }

    /// A visitor in this person's place.
    public Caller visitedBy(VisitorId somebody) {
        return new Caller(user, device, own, false, somebody);
    }

    @Override
    public String getName() {
        return user.toString();
    }
}
