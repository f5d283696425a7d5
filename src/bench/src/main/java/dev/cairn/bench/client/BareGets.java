package dev.cairn.bench.client;

import dev.cairn.bench.client.Said.Extent;
import dev.cairn.bench.client.http.Incoming;
import dev.cairn.bench.client.http.Request;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// The extents of a file fetched by GETs that were signed before, and written as they come: the
/// limit of every download. Nothing is compared.
public final class BareGets {

    private static final int BUFFER = 256 * 1024;
    private static final int CHUNKS_AT_ONCE = 2000;

    private final Account account;
    private final List<Extent> extents;

    private BareGets(Account account, List<Extent> extents) {
        this.account = account;
        this.extents = extents;
    }

    /// Asks for all extents of a version.
    public static BareGets sign(Account account, NodeId file, VersionId version, Manifest manifest) throws IOException {
        var extents = new ArrayList<Extent>();
        int chunks = manifest.chunks().size();
        for (int from = 0; from < chunks; from += CHUNKS_AT_ONCE) {
            extents.addAll(account.extents(file, version, from, Math.min(CHUNKS_AT_ONCE, chunks - from)));
        }
        return new BareGets(account, extents);
    }

    /// Fetches all, so many at once, one behind the other in the target.
    public void fetch(Path target, int atOnce) throws IOException, InterruptedException {
        var slots = new Semaphore(atOnce);
        try (var file = FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var fetches = new Together("bare-get")) {
            long at = 0;
            for (var extent : extents) {
                long offset = at;
                slots.acquire();
                fetches.start(() -> {
                    try {
                        return fetch(extent, file, offset);
                    } finally {
                        slots.release();
                    }
                });
                at += extent.chunks().stream()
                        .mapToLong(chunk -> chunk.storedSize())
                        .sum();
            }
            fetches.join();
        }
    }

    private Long fetch(Extent extent, FileChannel file, long offset) throws IOException {
        return account.http().send(Request.get(extent.url(), extent.headers()), answer -> copy(answer, file, offset));
    }

    /// Writes the body of an answer to a file.
    ///
    /// @return where the next byte would go
    public static long copy(Incoming answer, FileChannel file, long offset) throws IOException {
        if (answer.status() / 100 != 2) {
            answer.readAll().expect();
        }
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        long at = offset;
        while (answer.read(buffer) >= 0) {
            for (buffer.flip(); buffer.hasRemaining(); ) {
                at += file.write(buffer, at);
            }
            buffer.clear();
        }
        return at;
    }
}
