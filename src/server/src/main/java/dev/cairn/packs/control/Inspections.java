package dev.cairn.packs.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.packs.entity.UploadPack;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Reads what visitors send before a commit takes it up.
///
/// What people send is read after the commit, because only they rely on it until then. A visitor could
/// send something else than what its fingerprint says, and the owner, about to upload the true thing,
/// would be told that it is there already. Decision 0028.
///
/// Talks to the store, so it is called outside of transactions.
@OneObject
public class Inspections {

    /// Shorter than clients and proxies wait for an answer.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// Requests that read at once: strangers must not keep all threads of the server busy.
    private static final int AT_ONCE = 8;

    private final Uploads uploads;
    private final Arrivals arrivals;
    private final PackInspector inspector;
    private final InstantSource clock;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    @Inject
    Inspections(Uploads uploads, Arrivals arrivals, PackStore store, InstantSource clock) {
        this.uploads = uploads;
        this.arrivals = arrivals;
        this.inspector = new PackInspector(store);
        this.clock = clock;
    }

    /// Reads all packs of these uploads that have arrived and were not read yet. One that is not what it
    /// was said to be counts as not arrived. Uploads that are not the caller's have none.
    ///
    /// @throws ProblemException `UNAVAILABLE` if it takes long, or many others are being read: what has been
    ///     read is not read again when the client comes back
    public void read(Caller caller, Collection<UploadId> ids) {
        var unread = ids.stream()
                .filter(id -> uploads.has(caller, id))
                .flatMap(id -> arrivals.settle(id).stream())
                .filter(Inspections::isUnread)
                .toList();
        if (unread.isEmpty()) {
            return;
        }
        if (!slots.tryAcquire()) {
            throw later();
        }
        try {
            read(unread);
        } finally {
            slots.release();
        }
    }

    private void read(List<UploadPack> packs) {
        var end = clock.instant().plus(LONGEST);
        for (var pack : packs) {
            if (clock.instant().isAfter(end)) {
                throw later();
            }
            var directory = PackDirectory.read(pack.directory());
            var damaged = inspector.damaged(pack.objectKey(), pack.size(), directory);
            uploads.inspected(pack.upload(), pack.number(), damaged.isEmpty());
        }
    }

    private static boolean isUnread(UploadPack pack) {
        return pack.status() == ChunkStatus.UPLOADED && !pack.isAdopted() && !pack.isInspected();
    }

    private static ProblemException later() {
        return new ProblemException(ProblemType.UNAVAILABLE, "What was sent is still being read. Ask again.");
    }
}
