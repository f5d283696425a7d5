package dev.cairn.client.base;

import dev.cairn.client.reconcile.EntryId;
import dev.cairn.core.sync.CommitRequest;
import java.util.List;

/// A commit that was sent, or is about to be, and whose answer is not known yet. It is sent again,
/// with the same key, until there is one: it then has happened once.
///
/// @param entries which entry each operation is about
public record Pending(String key, CommitRequest request, List<EntryId> entries) {

    public Pending {
        entries = List.copyOf(entries);
    }
}
