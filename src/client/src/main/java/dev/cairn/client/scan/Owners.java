package dev.cairn.client.scan;

import dev.cairn.client.base.Base;
import dev.cairn.client.reconcile.EntryId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which entries of the local tree the file system's ids belong to, as it was when it was asked; in
/// twelve bytes each.
final class Owners {

    private final long[] fileIds;

    /// Beside each id its owner; of those that come twice one has it.
    private final @Nullable EntryId[] owners;

    private Owners(long[] fileIds) {
        this.fileIds = fileIds;
        this.owners = new @Nullable EntryId[fileIds.length];
    }

    static Owners in(Base base) {
        var fileIds = new long[base.local().size()];
        int[] count = {0};
        base.eachSeen((_, seen) -> {
            if (seen.stat().fileId() != 0) {
                fileIds[count[0]++] = seen.stat().fileId();
            }
        });
        var sorted = Arrays.copyOf(fileIds, count[0]);
        Arrays.sort(sorted);
        var owners = new Owners(sorted);
        base.eachSeen((id, seen) -> {
            if (seen.stat().fileId() != 0) {
                owners.owners[owners.place(seen.stat().fileId())] = id;
            }
        });
        return owners;
    }

    boolean has(long fileId) {
        return place(fileId) >= 0;
    }

    Optional<EntryId> of(long fileId) {
        int place = place(fileId);
        return place < 0 ? Optional.empty() : Optional.ofNullable(owners[place]);
    }

    private int place(long fileId) {
        return Arrays.binarySearch(fileIds, fileId);
    }
}
