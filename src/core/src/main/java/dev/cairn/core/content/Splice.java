package dev.cairn.core.content;

import java.util.List;

/// One difference between two manifests: at a place of the older, some chunks go and others come.
///
/// @param at index into the older version's chunks, 0 or more
/// @param remove how many of them go, 0 or more
/// @param insert what comes in their place
public record Splice(int at, int remove, List<Chunk> insert) {

    public Splice {
        if (at < 0 || remove < 0) {
            throw new IllegalArgumentException("A splice cannot start or remove before 0");
        }
        insert = List.copyOf(insert);
    }
}
