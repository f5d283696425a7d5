package dev.cairn.packs.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.StorageClass;
import dev.cairn.platform.control.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackCoolerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final long TODAY = ReadDays.dayOf(NOW);
    private static final int DAYS = 90;

    private final MemoryPackStore store = new MemoryPackStore(() -> NOW);
    private final Books books = new Books();
    private final PackCooler cooler = cooler(Optional.of(Duration.ofDays(DAYS)));

    private PackCooler cooler(Optional<Duration> after) {
        var given = TestSettings.keeping(Optional.empty());
        return new PackCooler(
                books,
                store,
                new Settings.Keeping(
                        given.trash(),
                        given.versions(),
                        given.versionCount(),
                        given.quota(),
                        given.backups(),
                        given.scrub(),
                        given.deduplicate(),
                        after,
                        StorageClass.GLACIER_IR),
                () -> NOW);
    }

    /// The books in memory.
    private static final class Books implements ColdPacks {

        private final List<ColdPack> packs = new ArrayList<>();
        private final Map<Integer, StorageClass> moved = new HashMap<>();

        @Override
        public List<ColdPack> next(ColdPack after, long before, int most) {
            var order = Comparator.comparing(ColdPack::readDay).thenComparing(ColdPack::id);
            return packs.stream()
                    .filter(pack -> isStill(pack, before) && order.compare(pack, after) > 0)
                    .sorted(order)
                    .limit(most)
                    .toList();
        }

        @Override
        public boolean isStill(ColdPack pack, long before) {
            return packs.contains(pack) && pack.readDay() < before && !moved.containsKey(pack.id());
        }

        @Override
        public void moved(ColdPack pack, StorageClass to) {
            moved.put(pack.id(), to);
        }

        @Override
        public Total total(long before) {
            var cold = next(ColdPack.FIRST, before, Integer.MAX_VALUE);
            return new Total(
                    cold.size(), cold.stream().mapToLong(ColdPack::size).sum());
        }
    }

    private String pack(int id, long daysAgo) {
        var key = "packs/" + id;
        var bytes = new byte[id];
        store.store(key, bytes);
        books.packs.add(new ColdPacks.ColdPack(id, TODAY - daysAgo, key, id, Fingerprint.of(bytes, 0, id)));
        return key;
    }

    @Test
    void packs_that_nobody_has_read_for_long_are_moved_and_others_stay() {
        var old = pack(1, DAYS + 1);
        var older = pack(2, 10 * DAYS);
        var atTheEdge = pack(3, DAYS);
        var fresh = pack(4, 0);

        var planned = cooler.dryRun();
        var done = cooler.run();

        assertThat(planned).isEqualTo("2 packs, 3 bytes to move to GLACIER_IR");
        assertThat(done).isEqualTo("2 packs, 3 bytes moved to GLACIER_IR");
        assertThat(List.of(old, older)).allMatch(key -> store.classOf(key).isPresent());
        assertThat(List.of(atTheEdge, fresh)).allMatch(key -> store.classOf(key).isEmpty());
        assertThat(cooler.run()).isEmpty();
        assertThat(store.keys("probes/")).isEmpty();
    }

    @Test
    void hundreds_are_moved_in_one_run() {
        for (int id = 1; id <= 250; id++) {
            pack(id, DAYS + id);
        }

        assertThat(cooler.run()).startsWith("250 packs, ");

        assertThat(books.moved).hasSize(250);
    }

    @Test
    void a_store_without_the_class_is_left_alone() {
        var key = pack(1, DAYS + 1);
        store.knows(StorageClass.STANDARD_IA);

        assertThat(cooler.dryRun()).endsWith("1 bytes to move to GLACIER_IR; the store has no class GLACIER_IR");
        assertThat(cooler.run()).isEqualTo("the store has no class GLACIER_IR");

        assertThat(store.classOf(key)).isEmpty();
        assertThat(books.moved).isEmpty();
        assertThat(store.keys()).containsExactly(key);
    }

    @Test
    void a_pack_that_the_store_does_not_have_as_the_books_say_stops_it() {
        pack(1, DAYS + 2);
        pack(2, DAYS + 1);
        store.damage("packs/1");

        assertThatIllegalStateException().isThrownBy(cooler::run).withMessageContaining("Pack 1");

        assertThat(books.moved).isEmpty();
        assertThat(store.classOf("packs/2")).isEmpty();
    }

    @Test
    void without_the_setting_nothing_is_moved() {
        var key = pack(1, 10 * DAYS);
        var off = cooler(Optional.empty());

        assertThat(off.run()).isEmpty();
        assertThat(off.dryRun()).isEqualTo("off: the setting cairn.cold-after turns it on");

        assertThat(store.classOf(key)).isEmpty();
    }
}
