package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.packs.control.PackDirectory;
import dev.cairn.packs.control.PackId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A pack's row.
///
/// @param size bytes of the object
/// @param verified whether every chunk in it was read and found to be what it should
/// @param dying whether it will be deleted, because nothing refers to it
public record StoredPack(
        PackId id, String objectKey, int size, boolean verified, boolean dying, PackDirectory directory) {

    /// How many of its bytes the chunks take that namespaces have in it, each counted once.
    long bytesOf(Map<NamespaceId, Set<Fingerprint>> uses) {
        var chunks = uses.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        var seen = new HashSet<Fingerprint>();
        return directory.chunks().stream()
                .filter(chunk -> chunks.contains(chunk.fingerprint()) && seen.add(chunk.fingerprint()))
                .mapToLong(chunk -> chunk.storedSize())
                .sum();
    }

    /// Where each chunk begins, in bytes from the start.
    Map<Fingerprint, Integer> positions() {
        var positions = new HashMap<Fingerprint, Integer>();
        int position = 0;
        for (var chunk : directory.chunks()) {
            positions.putIfAbsent(chunk.fingerprint(), position);
            position += chunk.storedSize();
        }
        return positions;
    }
}
