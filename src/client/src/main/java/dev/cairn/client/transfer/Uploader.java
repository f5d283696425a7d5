package dev.cairn.client.transfer;

import dev.cairn.client.disk.Disk;
import dev.cairn.client.remote.Remote;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import dev.cairn.core.transfer.PackedChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Brings the chunks of files into the store, as far as they are not there.
///
/// Each pack is read, checked, compressed, signed and sent by one task; so many at a time as there
/// are lanes. What a crash or a lost connection leaves behind is found by the next upload of the
/// same id, and not sent again.
public final class Uploader {

    /// 8 MiB of plain bytes.
    private static final int PACK = 8 * 1024 * 1024;

    /// Up to here, one call prepares everything, even if a chunk is signed that is there already.
    private static final int SMALL = 1024 * 1024;

    private static final int MOST_ASKED = 20_000;

    private final Disk disk;
    private final Remote remote;
    private final Lanes lanes;

    public Uploader(Disk disk, Remote remote, Lanes lanes) {
        this.disk = disk;
        this.remote = remote;
        this.lanes = lanes;
    }

    /// A file to be sent.
    ///
    /// @param manifest of what the file held when it was read
    /// @param base what the server has of it already; nothing of that is asked for or sent
    public record Source(String path, Manifest manifest, Optional<Manifest> base) {}

    /// @param upload where the new chunks are; empty if none are new
    /// @param changed those files that hold something else by now
    public record Sent(Optional<UploadId> upload, Set<Source> changed) {}

    /// Sends what the server lacks of some files.
    ///
    /// @param namespace that the files are written into
    /// @param begun an upload that was begun before and may hold some of it already
    /// @param opened is told the upload's id before anything is sent
    public Sent send(NamespaceId namespace, List<Source> files, Optional<UploadId> begun, Consumer<UploadId> opened)
            throws IOException {
        var places = new LinkedHashMap<Chunk, At>();
        for (var file : files) {
            var there = file.base.map(base -> new HashSet<>(base.chunks())).orElseGet(HashSet::new);
            long offset = 0;
            for (var chunk : file.manifest.chunks()) {
                if (!there.contains(chunk)) {
                    places.putIfAbsent(chunk, new At(file, chunk, offset));
                }
                offset += chunk.length();
            }
        }
        if (places.isEmpty()) {
            return new Sent(begun, Set.of());
        }
        Set<Source> changed = ConcurrentHashMap.newKeySet();
        long bytes = places.keySet().stream().mapToLong(Chunk::length).sum();
        if (begun.isEmpty() && bytes <= SMALL && places.size() <= MOST_ASKED) {
            return new Sent(sendSmall(namespace, places, changed, opened), changed);
        }
        var upload = begun.isPresent() ? begun.get() : remote.openUpload(namespace, bytes);
        opened.accept(upload);
        int number = begun.isPresent() ? remote.nextPack(upload) : 0;
        var tasks = new ArrayList<Callable<Void>>();
        for (var pack : packs(missing(upload, places))) {
            int own = number++;
            tasks.add(() -> {
                sendPack(upload, own, pack, changed);
                return null;
            });
        }
        int longest = places.keySet().stream().mapToInt(Chunk::length).max().orElse(0);
        lanes.all(tasks, longest);
        return new Sent(Optional.of(upload), changed);
    }

    private Optional<UploadId> sendSmall(
            NamespaceId namespace, Map<Chunk, At> places, Set<Source> changed, Consumer<UploadId> opened)
            throws IOException {
        var built = build(0, List.copyOf(places.values()), changed);
        if (built.isEmpty()) {
            return Optional.empty();
        }
        var pack = built.get();
        var chunks = pack.offer.chunks().stream().map(PackedChunk::chunk).toList();
        var prepared = remote.prepare(namespace, chunks, pack.offer);
        if (prepared.missing().isEmpty()) {
            return Optional.empty();
        }
        opened.accept(prepared.uploadId());
        put(prepared.packs().getFirst(), pack);
        return Optional.of(prepared.uploadId());
    }

    private List<At> missing(UploadId upload, Map<Chunk, At> places) throws IOException {
        var all = List.copyOf(places.values());
        var missing = new ArrayList<At>();
        for (int from = 0; from < all.size(); from += MOST_ASKED) {
            var part = all.subList(from, Math.min(all.size(), from + MOST_ASKED));
            for (int index : remote.missing(upload, part.stream().map(At::chunk).toList())) {
                missing.add(part.get(index));
            }
        }
        return missing;
    }

    private static List<List<At>> packs(List<At> missing) {
        var packs = new ArrayList<List<At>>();
        long bytes = 0;
        for (var at : missing) {
            if (packs.isEmpty()
                    || bytes + at.chunk.length() > PACK
                    || packs.getLast().size() == PackOffer.MAX_CHUNKS) {
                packs.add(new ArrayList<>());
                bytes = 0;
            }
            packs.getLast().add(at);
            bytes += at.chunk.length();
        }
        return packs;
    }

    private void sendPack(UploadId upload, int number, List<At> chunks, Set<Source> changed) throws IOException {
        var pack = build(number, chunks, changed);
        if (pack.isPresent()) {
            put(remote.sign(upload, pack.get().offer), pack.get());
        }
    }

    private void put(PackUrl url, Pack pack) throws IOException {
        if (url.chunkStatus() != ChunkStatus.UPLOADED) {
            remote.put(url, pack.bytes, pack.offer.size());
        }
    }

    /// Reads the chunks; empty if all of them have changed on the disk.
    private Optional<Pack> build(int number, List<At> chunks, Set<Source> changed) {
        int room = chunks.stream().mapToInt(at -> at.chunk.length()).sum();
        var bytes = new byte[room];
        int size = 0;
        var packed = new ArrayList<PackedChunk>();
        try (var compressor = new Compressor()) {
            for (var at : chunks) {
                var plain = read(at);
                if (plain.isEmpty()) {
                    changed.add(at.file);
                    continue;
                }
                var stored = compressor.store(plain.get());
                System.arraycopy(stored.bytes(), 0, bytes, size, stored.bytes().length);
                size += stored.bytes().length;
                packed.add(new PackedChunk(
                        at.chunk.fingerprint(), at.chunk.length(), stored.bytes().length, stored.encoding()));
            }
        }
        return packed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pack(new PackOffer(number, size, Fingerprint.of(bytes, 0, size), packed), bytes));
    }

    /// A chunk's bytes; empty if the file holds something else by now, or cannot be read.
    private Optional<byte[]> read(At at) {
        try {
            var plain = disk.read(at.file.path, at.offset, at.chunk.length());
            return Chunk.of(plain, 0, plain.length).equals(at.chunk) ? Optional.of(plain) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private record At(Source file, Chunk chunk, long offset) {}

    /// @param bytes the pack's, and perhaps more room behind them
    private record Pack(PackOffer offer, byte[] bytes) {}
}
