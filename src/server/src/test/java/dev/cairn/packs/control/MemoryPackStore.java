package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.StorageClass;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Packs in memory. Its requests are carried out by [#send], which refuses what a store refuses.
public final class MemoryPackStore implements PackStore {

    private final InstantSource clock;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<URI, Signed> signed = new ConcurrentHashMap<>();
    private final Map<String, StorageClass> classes = new ConcurrentHashMap<>();
    private volatile Set<StorageClass> known = Set.of(StorageClass.values());

    public MemoryPackStore(InstantSource clock) {
        this.clock = clock;
    }

    private record Signed(SignedRequest request, String key) {}

    @Override
    public SignedRequest signPut(String key, int size, Fingerprint checksum, Duration life) {
        return sign(
                "PUT",
                key,
                Map.of("content-length", Integer.toString(size), "if-none-match", "*", "checksum", checksum.toString()),
                life);
    }

    @Override
    public SignedRequest signGet(String key, ByteRange range, Duration life) {
        return sign("GET", key, Map.of("range", range.header()), life);
    }

    @Override
    public SignedRequest signDownload(String key, String disposition, Duration life) {
        return sign("GET", key, Map.of(), life);
    }

    private SignedRequest sign(String method, String key, Map<String, String> headers, Duration life) {
        var expires = clock.instant().plus(life);
        var url = URI.create("memory:" + key + "?signature=" + signed.size());
        var request = new SignedRequest(method, url, headers, expires);
        signed.put(url, new Signed(request, key));
        return request;
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return Optional.ofNullable(objects.get(key))
                .map(bytes -> new StoredObject(bytes.length, Fingerprint.of(bytes, 0, bytes.length)));
    }

    @Override
    public InputStream read(String key, ByteRange range) {
        var bytes = objects.get(key);
        if (bytes == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The store does not have this object.");
        }
        int from = (int) Math.min(range.from(), bytes.length);
        return new ByteArrayInputStream(bytes, from, (int) Math.min(range.length(), bytes.length - from));
    }

    @Override
    public void mark(String key) {
        objects.putIfAbsent(key, new byte[0]);
    }

    @Override
    public List<String> keys(String prefix) {
        return objects.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .sorted()
                .toList();
    }

    @Override
    public void write(String key, byte[] bytes) {
        objects.putIfAbsent(key, bytes.clone());
    }

    @Override
    public boolean move(String key, StorageClass to) {
        boolean moves = known.contains(to) && objects.containsKey(key);
        if (moves) {
            classes.put(key, to);
        }
        return moves;
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
        classes.remove(key);
    }

    /// What a client gets that sends this.
    PackStoreContract.Reply send(String method, URI url, Map<String, String> headers, byte @Nullable [] body) {
        var known = signed.get(url);
        if (known == null || !isAsSigned(known.request, method, headers, body)) {
            return error(403);
        }
        return body == null ? get(known) : put(known, body);
    }

    private boolean isAsSigned(
            SignedRequest request, String method, Map<String, String> headers, byte @Nullable [] body) {
        var sent = new HashMap<>(headers);
        if (body != null) {
            sent.put("content-length", Integer.toString(body.length));
        }
        return request.method().equals(method)
                && clock.instant().isBefore(request.expiresAt())
                && request.headers().equals(sent);
    }

    private PackStoreContract.Reply put(Signed known, byte[] body) {
        var checksum = Fingerprint.of(body, 0, body.length).toString();
        if (!checksum.equals(known.request.headers().get("checksum"))) {
            return error(400);
        }
        return objects.putIfAbsent(known.key, body.clone()) == null
                ? new PackStoreContract.Reply(200, new byte[0])
                : error(412);
    }

    private PackStoreContract.Reply get(Signed known) {
        var bytes = objects.get(known.key);
        if (bytes == null) {
            return error(404);
        }
        var range = known.request.headers().get("range");
        if (range == null) {
            return new PackStoreContract.Reply(200, bytes.clone());
        }
        var bounds = range.substring("bytes=".length()).split("-");
        int to = Math.min(Integer.parseInt(bounds[1]) + 1, bytes.length);
        return new PackStoreContract.Reply(206, Arrays.copyOfRange(bytes, Integer.parseInt(bounds[0]), to));
    }

    private static PackStoreContract.Reply error(int status) {
        return new PackStoreContract.Reply(status, new byte[0]);
    }

    // ---- behind the client's back

    /// It has these classes, and no others.
    public void knows(StorageClass... all) {
        known = Set.of(all);
    }

    /// The class that an object was moved to; empty if it was not.
    public Optional<StorageClass> classOf(String key) {
        return Optional.ofNullable(classes.get(key));
    }

    public Set<String> keys() {
        return Set.copyOf(objects.keySet());
    }

    public boolean has(String key) {
        return objects.containsKey(key);
    }

    public void store(String key, byte[] bytes) {
        objects.put(key, bytes.clone());
    }

    /// Changes one bit.
    public void damage(String key) {
        objects.get(key)[0] ^= 1;
    }

    public void truncate(String key, int length) {
        objects.computeIfPresent(key, (_, bytes) -> Arrays.copyOf(bytes, length));
    }
}
