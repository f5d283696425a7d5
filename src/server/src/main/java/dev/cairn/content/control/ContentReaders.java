package dev.cairn.content.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.packs.control.PackStore;
import dev.cairn.packs.control.Traffic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The threads that fetch for all readers, and that serve them: virtual ones, named `content-…`.
@ApplicationScoped
public class ContentReaders {

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("content-", 0).factory());

    private final PackStore store;
    private final Traffic traffic;

    @Inject
    ContentReaders(PackStore store, Traffic traffic) {
        this.store = store;
        this.traffic = traffic;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected ContentReaders() {
        this(null, null);
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    ContentReader of(List<Chunk> chunks, Map<Fingerprint, Place> places) {
        return new ContentReader(store, traffic, threads, chunks, places);
    }

    /// Runs what serves a reader, who may be slow, on a thread that costs nothing while it waits.
    public void serve(Runnable work) {
        threads.execute(work);
    }
}
