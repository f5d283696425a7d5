package dev.cairn.packs.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.sync.VisitorId;
import org.jspecify.annotations.Nullable;

/// Whose uploads are meant.
///
/// @param user for whose account they are
/// @param visitor who brings them in that person's place; null for the person
public record Sender(UserId user, @Nullable VisitorId visitor) {

    public static Sender of(Caller caller) {
        return new Sender(caller.user(), caller.visitor());
    }

    /// Whether this is somebody who must not learn what is there.
    public boolean isVisitor() {
        return visitor != null;
    }
}
