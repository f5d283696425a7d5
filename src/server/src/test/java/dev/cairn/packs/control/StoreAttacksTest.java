package dev.cairn.packs.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.control.StartRefused;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoreAttacksTest {

    @Test
    void a_store_that_keeps_the_rules_passes() throws IOException {
        try (var store = new HttpMemoryStore()) {
            assertThatCode(() -> new StoreAttacks(store).run()).doesNotThrowAnyException();
        }
    }

    @Test
    void a_store_that_copies_for_whoever_may_put_is_refused() throws IOException {
        try (var store = new HttpMemoryStore().thatCopies()) {
            assertThatThrownBy(() -> new StoreAttacks(store).run())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("a copy of another object");
        }
    }

    @Test
    void a_store_that_publishes_for_whoever_may_put_is_refused() throws IOException {
        try (var store = new HttpMemoryStore().thatPublishes()) {
            assertThatThrownBy(() -> new StoreAttacks(store).run())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("everybody may read");
        }
    }
}
