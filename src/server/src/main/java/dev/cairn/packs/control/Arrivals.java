package dev.cairn.packs.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.packs.entity.UploadPack;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Finds out which packs have arrived, by asking the store: never by a client's word.
///
/// Talks to the store, so it is called outside of transactions.
@OneObject
public class Arrivals {

    private static final int AT_ONCE = 16;

    private final Uploads uploads;
    private final PackStore store;

    @Inject
    Arrivals(Uploads uploads, PackStore store) {
        this.uploads = uploads;
        this.store = store;
    }

    /// Brings the status of these uploads' packs up to date. An upload that does not exist has none.
    public void settle(Collection<UploadId> ids) {
        for (var id : ids) {
            settle(id);
        }
    }

    /// Brings the status of an upload's packs up to date.
    ///
    /// @return all its packs, in the order of their numbers
    public List<UploadPack> settle(UploadId id) {
        var packs = uploads.packs(id);
        var awaited = packs.stream()
                .filter(pack -> pack.status() == ChunkStatus.NOT_UPLOADED)
                .toList();
        if (awaited.isEmpty()) {
            return packs;
        }
        var found = look(awaited);
        found.values().removeIf(status -> status == ChunkStatus.NOT_UPLOADED);
        if (found.isEmpty()) {
            return packs;
        }
        uploads.arrived(id, found);
        return uploads.packs(id);
    }

    /// Brings the status of an upload's packs up to date, and tells it.
    public List<PackState> look(UploadId id) {
        return settle(id).stream()
                .map(pack -> new PackState(pack.number(), pack.status(), pack.size()))
                .toList();
    }

    private Map<Integer, ChunkStatus> look(List<UploadPack> packs) {
        var slots = new Semaphore(AT_ONCE);
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("arrivals-", 0).factory())) {
            var looks = packs.stream().map(pack -> looking(pack, slots)).toList();
            var found = new HashMap<Integer, ChunkStatus>();
            for (var look : threads.invokeAll(looks)) {
                found.put(packs.get(found.size()).number(), look.get());
            }
            return found;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.UNAVAILABLE, "The server is stopping.");
        }
    }

    private Callable<ChunkStatus> looking(UploadPack pack, Semaphore slots) {
        return () -> {
            slots.acquire();
            try {
                return look(pack);
            } finally {
                slots.release();
            }
        };
    }

    private ChunkStatus look(UploadPack pack) {
        return store.find(pack.objectKey())
                .map(object -> object.size() == pack.size() && object.checksum().equals(pack.checksum()))
                .map(asSigned -> asSigned ? ChunkStatus.UPLOADED : ChunkStatus.FAILED)
                .orElse(ChunkStatus.NOT_UPLOADED);
    }

    /// How far a pack is.
    ///
    /// @param number the client's own
    /// @param size in bytes
    public record PackState(int number, ChunkStatus status, int size) {}
}
