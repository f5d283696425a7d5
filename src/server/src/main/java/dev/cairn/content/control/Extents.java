package dev.cairn.content.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.packs.control.PackStore;
import dev.cairn.packs.control.Traffic;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.tree.control.Versions;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where a device fetches what it lacks of many files: runs of packs, as signed ranges.
@OneObject
public class Extents {

    /// As many files as may be asked for at once.
    public static final int MOST_FILES = 1000;

    /// Most bytes of one extent: 16 MiB.
    private static final int LONGEST = 16 * 1024 * 1024;

    private final Versions versions;
    private final Places places;
    private final PackStore store;
    private final Traffic traffic;
    private final Settings settings;

    @Inject
    Extents(Versions versions, Places places, PackStore store, Traffic traffic, Settings settings) {
        this.versions = versions;
        this.places = places;
        this.store = store;
        this.traffic = traffic;
        this.settings = settings;
    }

    /// Finds the extents of all that is wanted, merged by pack.
    ///
    /// @throws ProblemException `TOO_LARGE` for more than [#MOST_FILES] files
    public Answer find(Caller caller, List<Want> wants) {
        if (wants.size() > MOST_FILES) {
            throw new ProblemException(ProblemType.TOO_LARGE, "Ask for at most " + MOST_FILES + " files at once.");
        }
        traffic.seen();
        var contents = manifests(
                caller,
                wants.stream()
                        .map(want -> new Versions.Wanted(want.file, want.version))
                        .toList());
        var bases = manifests(
                caller,
                wants.stream()
                        .filter(want -> want.base != null)
                        .map(want -> new Versions.Wanted(want.file, want.base))
                        .toList());
        var uses = new LinkedHashMap<NamespaceId, Map<Chunk, List<Use>>>();
        for (int file = 0; file < wants.size(); file++) {
            var want = wants.get(file);
            var found = contents.get(new Versions.Wanted(want.file, want.version));
            if (found != null) {
                var base = Optional.ofNullable(bases.get(new Versions.Wanted(want.file, want.base)))
                        .map(Found::manifest);
                addUses(
                        uses.computeIfAbsent(found.namespace, _ -> new LinkedHashMap<>()),
                        file,
                        want,
                        found.manifest,
                        base);
            }
        }
        var missing = IntStream.range(0, wants.size())
                .filter(file ->
                        !contents.containsKey(new Versions.Wanted(wants.get(file).file, wants.get(file).version)))
                .boxed()
                .toList();
        return new Answer(extents(uses), missing);
    }

    private record Found(NamespaceId namespace, Manifest manifest) {}

    private Map<Versions.Wanted, Found> manifests(Caller caller, List<Versions.Wanted> wanted) {
        var found = versions.findAll(caller, wanted);
        var present = found.stream().flatMap(Optional::stream).toList();
        var manifests = versions.manifests(present).iterator();
        var result = new LinkedHashMap<Versions.Wanted, Found>();
        for (int i = 0; i < wanted.size(); i++) {
            var want = wanted.get(i);
            found.get(i).ifPresent(content -> result.put(want, new Found(content.namespace(), manifests.next())));
        }
        return result;
    }

    private static void addUses(
            Map<Chunk, List<Use>> uses, int file, Want want, Manifest manifest, Optional<Manifest> base) {
        var known = new HashSet<>(want.have);
        base.ifPresent(held -> held.chunks().forEach(chunk -> known.add(chunk.fingerprint())));
        var chunks = manifest.chunks();
        long end = Math.min((long) want.first + want.count, chunks.size());
        for (int index = want.first; index < end; index++) {
            var chunk = chunks.get(index);
            if (!known.contains(chunk.fingerprint())) {
                uses.computeIfAbsent(chunk, _ -> new ArrayList<>()).add(new Use(file, index));
            }
        }
    }

    private List<Extent> extents(Map<NamespaceId, Map<Chunk, List<Use>>> uses) {
        var extents = new ArrayList<Extent>();
        uses.forEach((namespace, byChunk) -> {
            var sorted = places.of(namespace, byChunk.keySet()).values().stream()
                    .sorted(Comparator.comparing(Place::objectKey).thenComparingInt(Place::position))
                    .toList();
            Run.of(sorted, LONGEST).forEach(run -> extents.add(extent(run, byChunk)));
        });
        return extents;
    }

    private Extent extent(Run run, Map<Chunk, List<Use>> uses) {
        var request = store.signGet(run.objectKey(), run.range(), settings.readLife());
        traffic.out(run.range().length());
        traffic.read(run.objectKey());
        int start = run.places().getFirst().position();
        var chunks = new ArrayList<FetchedChunk>();
        for (var place : run.places()) {
            for (var use : uses.get(place.chunk())) {
                chunks.add(new FetchedChunk(
                        use.file,
                        use.index,
                        place.position() - start,
                        place.storedLength(),
                        place.chunk().length(),
                        place.encoding(),
                        place.chunk().fingerprint()));
            }
        }
        return new Extent(request.url(), request.headers(), request.expiresAt(), chunks);
    }

    private record Use(int file, int index) {}

    /// A version that is wanted.
    ///
    /// @param version null for the newest
    /// @param base a version of the file that the asker has; null for none
    /// @param have chunks that the asker has
    /// @param first index of the first chunk that is wanted
    /// @param count how many chunks are wanted from there
    public record Want(
            NodeId file,
            @Nullable VersionId version,
            @Nullable VersionId base,
            Set<Fingerprint> have,
            int first,
            int count) {
        public Want {
            have = Set.copyOf(have);
            if (first < 0 || count < 0) {
                throw new IllegalArgumentException("Chunks are counted from 0");
            }
        }
    }

    /// @param missing indexes of files that are not there, or that the asker may not see
    public record Answer(List<Extent> extents, List<Integer> missing) {}

    /// A run of a pack.
    ///
    /// @param headers to be sent with the GET, exactly
    public record Extent(URI url, Map<String, String> headers, Instant expiresAt, List<FetchedChunk> chunks) {}

    /// A chunk in an extent.
    ///
    /// @param file index of the file in the question
    /// @param index of the chunk in its version
    /// @param offset bytes from the extent's start
    public record FetchedChunk(
            int file, int index, int offset, int storedSize, int size, Encoding encoding, Fingerprint fingerprint) {}
}
