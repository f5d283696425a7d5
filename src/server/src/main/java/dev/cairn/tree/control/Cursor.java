package dev.cairn.tree.control;

import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
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

    /// Whether a device knows all that is in a namespace once it was told the results of its own commit:
    /// it had read everything before, all went as it had asked, and nothing was changed that no result is
    /// about. Every change takes one seq.
    ///
    /// @param read up to which seq the device had read when it committed
    /// @param head seq of the namespace right before the commit
    static boolean isAllTold(long read, long head, List<Operation> operations, CommitResult result) {
        var done = result.results().stream()
                .filter(OperationResult.Done.class::isInstance)
                .map(OperationResult.Done.class::cast)
                .toList();
        long told = done.stream()
                .mapToLong(OperationResult.Done::seq)
                .filter(seq -> seq > head)
                .distinct()
                .count();
        return read == head
                && operations.stream().allMatch(Cursor::saysWhatWillBe)
                && done.size() == operations.size()
                && told == result.seq() - head;
    }

    /// Whether who has asked for something knows the node once it is done: not, if the server alone knows
    /// the content that is copied, or where a node was that comes back.
    private static boolean saysWhatWillBe(Operation operation) {
        return switch (operation) {
            case Operation.Put _, Operation.MakeFolder _, Operation.Move _, Operation.Delete _ -> true;
            case Operation.Copy _, Operation.Restore _ -> false;
        };
    }

    byte[] form() {
        var form = ByteBuffer.allocate(Long.BYTES + seqs.size() * ENTRY).putLong(epoch);
        seqs.forEach((namespace, seq) -> form.putInt(namespace.value()).putLong(seq));
        return form.array();
    }
}
