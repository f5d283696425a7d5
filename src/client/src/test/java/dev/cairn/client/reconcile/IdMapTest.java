package dev.cairn.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdMapTest {

    private final IdMap<String> map = new IdMap<>();

    @Test
    void what_was_put_is_there_until_it_is_removed() {
        var id = new EntryId(7);

        assertThat(map.put(id, "first")).isNull();
        assertThat(map.put(id, "second")).isEqualTo("first");
        assertThat(map.remove(id)).isEqualTo("second");

        assertThat(map.has(id)).isFalse();
        assertThat(map.remove(id)).isNull();
        assertThat(map.size()).isZero();
    }

    @Test
    void parking_and_ids_of_this_device_are_ids_like_others() {
        map.put(EntryId.PARKING, "parking");
        map.put(new EntryId(-1), "new");

        assertThat(map.get(EntryId.PARKING)).isEqualTo("parking");
        assertThat(map.values()).containsExactlyInAnyOrder("parking", "new");
    }

    @Test
    void it_holds_what_another_map_holds_whatever_is_put_and_removed() {
        var random = new SplittableRandom(1);
        var expected = new HashMap<EntryId, String>();

        for (int step = 0; step < 200_000; step++) {
            var id = new EntryId(random.nextInt(3) << 20
                    | random.nextInt(2_000) - random.nextInt(2) * 1_000L << random.nextInt(2) * 32);
            if (random.nextInt(5) < 2) {
                assertThat(map.remove(id)).isEqualTo(expected.remove(id));
            } else {
                assertThat(map.put(id, "at " + step)).isEqualTo(expected.put(id, "at " + step));
            }
        }

        var found = new HashMap<EntryId, String>();
        map.forEach(found::put);
        assertThat(found).isEqualTo(expected);
        assertThat(map.size()).isEqualTo(expected.size());
        assertThat(new ArrayList<>(map.values())).containsExactlyInAnyOrderElementsOf(expected.values());
    }

    @Test
    void ids_of_several_namespaces_that_follow_each_other_do_not_crowd() {
        for (long namespace = 1; namespace <= 20; namespace++) {
            for (int number = 1; number <= 10_000; number++) {
                map.put(new EntryId(namespace << 32 | number), "there");
            }
        }

        assertThat(map.size()).isEqualTo(200_000);
    }
}
