package dev.cairn.sharing.boundary;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.sharing.control.Shares;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of a call that shares something with people.
///
/// @param role EDITOR or VIEWER
public record WantedShare(
        List<String> userEmails, Role role, @Nullable String message) {
    public WantedShare {
        userEmails = List.copyOf(Objects.requireNonNull(userEmails, "userEmails is missing"));
        Objects.requireNonNull(role, "role is missing");
    }

    OffersJson carryOut(Shares shares, Caller caller, NodeId node) {
        var addresses = userEmails.stream().map(EmailAddress::new).toList();
        return new OffersJson(shares.share(caller, node, addresses, role, Optional.ofNullable(message)));
    }
}
