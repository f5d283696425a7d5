package dev.cairn.collector.control;

import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.packs.control.PackDirectory;
import dev.cairn.packs.control.PackId;
import dev.cairn.packs.control.PackStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Copies what is in use of some packs into a new one, and moves the namespaces' chunks there, one
/// namespace after the other. The old packs are then reviewed like any other, and go if nothing
/// refers to them.
///
/// Every chunk is compared with its fingerprint on the way; one that is damaged stays where it is.
/// Each step is one transaction or one call of the store; it may be given up between any two.
public final class Repack {

    /// Most bytes of a new pack.
    static final int MOST_BYTES = 32 * 1024 * 1024;

    /// Most chunks of a new pack, so that nobody waits long for a namespace whose rows change.
    static final int MOST_CHUNKS = 2000;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration MARGIN = Duration.ofHours(12);

    private final Ledgers ledgers;
    private final PackStore store;
    private final InstantSource clock;
    private final String objectKey;
    private final List<PackId> packs;

    private final Map<Fingerprint, Source> sources = new LinkedHashMap<>();
    private final Map<NamespaceId, Map<Fingerprint, PackId>> uses = new TreeMap<>();
    private final List<PackedChunk> copied = new ArrayList<>();
    private byte @Nullable [] bytes;
    private @Nullable PackId made;
    private Instant announcedUntil = Instant.MIN;
    private Step next = Step.PLAN;

    private enum Step {
        PLAN,
        ANNOUNCE,
        READ,
        WRITE,
        ENTER,
        MOVE
    }

    /// @param packs sparse ones
    /// @param objectKey a new one
    public Repack(Ledgers ledgers, PackStore store, InstantSource clock, List<PackId> packs, String objectKey) {
        this.ledgers = ledgers;
        this.store = store;
        this.clock = clock;
        this.packs = List.copyOf(packs);
        this.objectKey = objectKey;
    }

    /// Where a chunk is that is to be copied.
    private record Source(StoredPack pack, PackedChunk chunk, int position) {}

    /// Does the next step.
    ///
    /// @return whether there is another
    public boolean step() {
        return switch (next) {
            case PLAN -> {
                packs.forEach(this::plan);
                yield then(Step.ANNOUNCE) && !sources.isEmpty();
            }
            case ANNOUNCE -> {
                announce();
                yield then(Step.READ);
            }
            case READ -> {
                read();
                yield then(Step.WRITE) && !copied.isEmpty();
            }
            case WRITE -> {
                if (isLate()) {
                    yield false;
                }
                write();
                yield then(Step.ENTER);
            }
            case ENTER -> {
                made = enter().orElse(null);
                yield then(Step.MOVE) && made != null && !uses.isEmpty();
            }
            case MOVE -> {
                move(uses.keySet().iterator().next());
                yield !uses.isEmpty();
            }
        };
    }

    /// How many bytes the new pack has.
    int size() {
        return bytes == null ? 0 : bytes.length;
    }

    private boolean then(Step step) {
        next = step;
        return true;
    }

    private void plan(PackId id) {
        ledgers.run(ledger -> {
            ledger.find(id).filter(pack -> !pack.dying()).ifPresent(pack -> plan(pack, ledger.uses(pack)));
            return id;
        });
    }

    private void plan(StoredPack pack, Map<NamespaceId, ? extends Collection<Fingerprint>> usesOfPack) {
        var positions = pack.positions();
        var chunks = new HashMap<Fingerprint, PackedChunk>();
        pack.directory().chunks().forEach(chunk -> chunks.putIfAbsent(chunk.fingerprint(), chunk));
        usesOfPack.forEach((namespace, fingerprints) -> {
            for (var fingerprint : fingerprints) {
                uses.computeIfAbsent(namespace, _ -> new HashMap<>()).putIfAbsent(fingerprint, pack.id());
                sources.putIfAbsent(fingerprint, new Source(pack, chunks.get(fingerprint), positions.get(fingerprint)));
            }
        });
    }

    private void announce() {
        announcedUntil = clock.instant().plus(LONGEST);
        ledgers.run(ledger -> {
            ledger.announce(objectKey, announcedUntil);
            return announcedUntil;
        });
    }

    /// What is written when the announcement may be over would stay in the store for ever.
    private boolean isLate() {
        return clock.instant().plus(MARGIN).isAfter(announcedUntil);
    }

    private void read() {
        var copy = new ByteArrayOutputStream();
        for (var source : sources.values()) {
            var stored = read(source);
            if (isGood(source.chunk, stored)
                    && copy.size() + stored.length <= MOST_BYTES
                    && copied.size() < MOST_CHUNKS) {
                copy.writeBytes(stored);
                copied.add(source.chunk);
            }
        }
        bytes = copy.toByteArray();
    }

    private byte[] read(Source source) {
        var range = new PackStore.ByteRange(source.position, source.chunk.storedSize());
        try (var stored = store.read(source.pack.objectKey(), range)) {
            return stored.readNBytes(source.chunk.storedSize());
        } catch (IOException e) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "The store broke off while a pack was read: " + e);
        }
    }

    private static boolean isGood(PackedChunk chunk, byte[] stored) {
        try {
            var plain = chunk.encoding().decode(stored, chunk.size());
            return Fingerprint.of(plain, 0, plain.length).equals(chunk.fingerprint());
        } catch (DamagedChunkException e) {
            return false;
        }
    }

    /// The store's word counts, not that of the answer.
    private void write() {
        store.write(objectKey, written());
        var wanted = new PackStore.StoredObject(written().length, checksum());
        if (!store.find(objectKey).equals(Optional.of(wanted))) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "The store does not have what it was given.");
        }
    }

    private Optional<PackId> enter() {
        Instant now = clock.instant();
        return ledgers.run(ledger -> ledger.enter(
                objectKey, written().length, checksum(), new PackDirectory(copied), now, now.plus(MARGIN)));
    }

    private void move(NamespaceId namespace) {
        var chunks = uses.remove(namespace);
        chunks.keySet().retainAll(copied.stream().map(PackedChunk::fingerprint).toList());
        ledgers.run(ledger -> {
            ledger.lock(namespace);
            ledger.lock(made).filter(pack -> !pack.dying()).ifPresent(pack -> ledger.relocate(namespace, chunks, pack));
            return namespace;
        });
    }

    private byte[] written() {
        return bytes == null ? new byte[0] : bytes;
    }

    private Fingerprint checksum() {
        return Fingerprint.of(written(), 0, written().length);
    }
}
