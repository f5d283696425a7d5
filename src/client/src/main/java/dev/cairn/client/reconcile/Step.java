package dev.cairn.client.reconcile;

import org.jspecify.annotations.Nullable;

/// An action with what its order depends on.
///
/// @param takes the place that the entry has afterwards; null if that does not change
/// @param frees whether the entry leaves the place that it has
record Step<A extends Action>(A action, @Nullable Place takes, boolean frees) {

    EntryId id() {
        return action.id();
    }

    boolean staysInPlace() {
        return takes == null && !frees;
    }

    boolean isNewFile() {
        return takes != null && (action instanceof Action.Upload || action instanceof Action.Download);
    }
}
