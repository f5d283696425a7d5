package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A device's place in the journals of all namespaces that it sees: "I have read up to here". It
/// leaves the server sealed; no device looks inside.
///
/// @param epoch of the installation when it was made
/// @param seqs the last seq read, by namespace
record Cursor(long epoch, SortedMap<NamespaceId, Long> seqs) {

    private static final int ENTRY = Integer.BYTES + Long.BYTES;

    Cursor {
        seqs = Collections.unmodifiableSortedMap(new TreeMap<>(seqs));
    }

    /// Reads the form of a cursor whose seal was found to be good.
    static Cursor read(byte[] form) {
        var source = ByteBuffer.wrap(form);
        long epoch = source.getLong();
        var seqs = new TreeMap<NamespaceId, Long>();
        while (source.hasRemaining()) {
            seqs.put(new NamespaceId(source.getInt()), source.getLong());
        }
        return new Cursor(epoch, seqs);
    }

    byte[] form() {
        var form = ByteBuffer.allocate(Long.BYTES + seqs.size() * ENTRY).putLong(epoch);
        seqs.forEach((namespace, seq) -> form.putInt(namespace.value()).putLong(seq));
        return form.array();
    }
}
