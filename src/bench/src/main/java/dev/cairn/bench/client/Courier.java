package dev.cairn.bench.client;

import dev.cairn.bench.client.Pack.Located;
import dev.cairn.bench.client.http.Request;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Brings packs into the store: asks which of their chunks are missing and where they go, and sends
/// them, several at once. Its calls are made by one thread.
final class Courier implements AutoCloseable {

    private static final int OK = 200;
    private static final int ALREADY_THERE = 412;

    private final Account account;
    private final FileChannel file;
    private final UploadPlan plan;
    private final Together puts = new Together("put");
    private final Semaphore slots;
    private final LongAdder sent = new LongAdder();

    private Optional<UploadId> upload;
    private int nextPack;

    Courier(Account account, FileChannel file, UploadPlan plan) throws IOException {
        this.account = account;
        this.file = file;
        this.plan = plan;
        this.slots = new Semaphore(plan.putsAtOnce());
        this.upload = plan.resumed();
        if (upload.isPresent()) {
            nextPack = account.arrived(upload.get()).nextPack();
        }
    }

    /// The upload that packs were sent for; empty if none were.
    Optional<UploadId> upload() {
        return upload;
    }

    /// Bytes of the packs that were sent.
    long sent() {
        return sent.sum();
    }

    /// Sends what the server lacks of some packs. Returns when the last of them is under way.
    void send(List<Pack> packs) throws IOException, InterruptedException {
        if (upload.isEmpty()) {
            begin(packs);
            return;
        }
        var chunks = chunks(packs);
        var missing = account.missing(upload.get(), chunks);
        var wanted = missing.size() == chunks.size() ? packs : wanted(packs, chunks, missing);
        if (!wanted.isEmpty()) {
            var offers = offers(wanted);
            put(wanted, offers, account.sign(upload.get(), offers));
        }
    }

    /// The first packs go with the call that opens the upload, as if all of them were missing: they
    /// nearly always are.
    private void begin(List<Pack> packs) throws IOException, InterruptedException {
        var chunks = chunks(packs);
        var offers = offers(packs);
        var prepared = account.prepare(plan.expectedBytes(), chunks, offers);
        upload = Optional.of(prepared.upload());
        plan.opened().accept(prepared.upload());
        if (prepared.missing().size() == chunks.size()) {
            put(packs, offers, prepared.packs());
            return;
        }
        var wanted = wanted(packs, chunks, prepared.missing());
        if (!wanted.isEmpty()) {
            var others = offers(wanted);
            put(wanted, others, account.sign(prepared.upload(), others));
        }
    }

    private static List<Chunk> chunks(List<Pack> packs) {
        return packs.stream()
                .flatMap(pack -> pack.chunks().stream())
                .map(Located::chunk)
                .toList();
    }

    private List<PackOffer> offers(List<Pack> packs) {
        var offers = new ArrayList<PackOffer>();
        for (var pack : packs) {
            offers.add(pack.offer(nextPack++));
        }
        return offers;
    }

    /// The packs without the chunks that are not missing; what is whole stays as it is.
    private List<Pack> wanted(List<Pack> packs, List<Chunk> chunks, List<Integer> missing) throws IOException {
        var needed = missing.stream().map(chunks::get).collect(Collectors.toCollection(HashSet::new));
        var wanted = new ArrayList<Pack>();
        for (var pack : packs) {
            var kept = pack.chunks().stream()
                    .filter(located -> needed.contains(located.chunk()))
                    .toList();
            if (kept.size() == pack.chunks().size()) {
                wanted.add(pack);
            } else {
                wanted.addAll(Packer.repack(file, kept, plan.packSize(), plan.mostChunks()));
            }
        }
        return wanted;
    }

    private void put(List<Pack> packs, List<PackOffer> offers, Map<Integer, PackUrl> urls)
            throws IOException, InterruptedException {
        for (int i = 0; i < packs.size(); i++) {
            var pack = packs.get(i);
            var url = Objects.requireNonNull(urls.get(offers.get(i).pack()), "A pack was not answered");
            if (url.chunkStatus() == ChunkStatus.UPLOADED) {
                continue;
            }
            slots.acquire();
            puts.start(() -> {
                try {
                    put(pack, url);
                } finally {
                    slots.release();
                }
                return null;
            });
        }
    }

    private void put(Pack pack, PackUrl url) throws IOException {
        var request =
                Request.put(Objects.requireNonNull(url.url()), Objects.requireNonNull(url.headers()), pack.body(file));
        var answer = account.http().send(request);
        if (answer.status() != ALREADY_THERE) { // stored at an earlier try, whose answer was lost
            answer.expect(OK);
        }
        sent.add(pack.size());
    }

    /// Waits until all packs are in the store.
    void join() throws IOException, InterruptedException {
        puts.join();
    }

    @Override
    public void close() {
        puts.close();
    }
}
