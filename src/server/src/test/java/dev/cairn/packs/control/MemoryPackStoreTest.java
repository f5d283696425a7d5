package dev.cairn.packs.control;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class MemoryPackStoreTest implements PackStoreContract {

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final MemoryPackStore store = new MemoryPackStore(() -> now);

    @Override
    public PackStore store() {
        return store;
    }

    @Override
    public Reply send(String method, URI url, Map<String, String> headers, byte @Nullable [] body) {
        return store.send(method, url, headers, body);
    }

    @Override
    public boolean pass(Duration time) {
        now = now.plus(time);
        return true;
    }
}
