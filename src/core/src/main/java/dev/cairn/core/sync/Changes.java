package dev.cairn.core.sync;

import java.util.List;

/// A page of what changed since a cursor.
///
/// Creates and new content may be applied page by page; deletes and moves only once `hasMore` is
/// false, when the picture is consistent.
///
/// @param entries in the order of the journal, each node once
/// @param cursor where to go on; opaque
/// @param hasMore whether there is more to read at once
public record Changes(List<Change> entries, String cursor, boolean hasMore) {

    public Changes {
        entries = List.copyOf(entries);
    }
}
