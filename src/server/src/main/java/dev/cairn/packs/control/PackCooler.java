package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.ColdPacks.ColdPack;
import dev.cairn.packs.control.PackStore.ByteRange;
import dev.cairn.packs.control.PackStore.StoredObject;
import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.StorageClass;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Moves packs that nobody has read for long to a colder class of storage, where the administrator wants it and the
/// store has one. They can be read as before, meanwhile too. Decision 0032.
///
/// What is not dying cannot be deleted for the grace time, an hour at least: so nothing is deleted while it is
/// being moved, and nothing that was deleted comes back by that.
@OneObject
public class PackCooler implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(30);
    private static final int AT_ONCE = 100;
    private static final String OFF = "off: the setting cairn.cold-after turns it on";
    private static final byte[] PROBE = "what is cold can be read at once".getBytes(StandardCharsets.US_ASCII);

    private final ColdPacks packs;
    private final PackStore store;
    private final InstantSource clock;
    private final Optional<Duration> after;
    private final StorageClass target;

    @Inject
    PackCooler(JdbcColdPacks packs, PackStore store, Settings settings, InstantSource clock) {
        this(packs, store, settings.keeping(), clock);
    }

    PackCooler(ColdPacks packs, PackStore store, Settings.Keeping keeping, InstantSource clock) {
        this.packs = packs;
        this.store = store;
        this.clock = clock;
        this.after = keeping.coldAfter();
        this.target = keeping.coldClass();
    }

    @Override
    public String name() {
        return "cool packs";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        if (after.isEmpty()) {
            return "";
        }
        long before = firstWarmDay(after.get());
        var some = packs.next(ColdPack.FIRST, before, AT_ONCE);
        if (some.isEmpty()) {
            return "";
        }
        return isThere() ? moveAll(some, before) : none();
    }

    @Override
    public String dryRun() {
        if (after.isEmpty()) {
            return OFF;
        }
        var total = packs.total(firstWarmDay(after.get()));
        var words = total.packs() + " packs, " + total.bytes() + " bytes to move to " + target;
        return isThere() ? words : words + "; " + none();
    }

    private long firstWarmDay(Duration cold) {
        return ReadDays.dayOf(clock.instant().minus(cold));
    }

    private String none() {
        return "the store has no class " + target;
    }

    private String moveAll(List<ColdPack> first, long before) {
        var end = clock.instant().plus(LONGEST_RUN);
        long moved = 0;
        long bytes = 0;
        long refused = 0;
        for (var some = first; !some.isEmpty(); some = packs.next(some.getLast(), before, AT_ONCE)) {
            for (var pack : some) {
                if (clock.instant().isAfter(end)) {
                    return words(moved, bytes, refused);
                }
                if (packs.isStill(pack, before)) {
                    if (move(pack)) {
                        moved++;
                        bytes += pack.size();
                    } else {
                        refused++;
                    }
                }
            }
        }
        return words(moved, bytes, refused);
    }

    private String words(long moved, long bytes, long refused) {
        var words = moved + " packs, " + bytes + " bytes moved to " + target;
        return refused == 0 ? words : words + "; the store refused " + refused;
    }

    /// @throws IllegalStateException if the pack is not what it was: nothing more is moved then
    private boolean move(ColdPack pack) {
        boolean moved = store.move(pack.objectKey(), target);
        var whole = new StoredObject(pack.size(), pack.checksum());
        if (!store.find(pack.objectKey()).equals(Optional.of(whole))) {
            throw new IllegalStateException(
                    "Pack " + pack.id() + " is not what it was before it was moved to " + target);
        }
        if (moved) {
            packs.moved(pack, target);
        }
        return moved;
    }

    /// Tries it with an object of its own, which has to be readable as before.
    private boolean isThere() {
        var key = "probes/" + UUID.randomUUID();
        store.write(key, PROBE);
        try {
            return store.move(key, target) && isWhole(key);
        } finally {
            store.delete(key);
        }
    }

    private boolean isWhole(String key) {
        var whole = new StoredObject(PROBE.length, Fingerprint.of(PROBE, 0, PROBE.length));
        try (var bytes = store.read(key, new ByteRange(0, PROBE.length))) {
            return Arrays.equals(bytes.readAllBytes(), PROBE) && store.find(key).equals(Optional.of(whole));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
