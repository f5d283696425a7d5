package dev.cairn.tree.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BookmarkTest {

    private static final NodeId NODE = new NodeId(0x0000000500000007L);

    @ParameterizedTest
    @EnumSource
    void its_form_is_read_back_in_every_order(Order.By by) {
        var key = by == Order.By.NAME
                ? "straße 😀".getBytes(StandardCharsets.UTF_8)
                : ByteBuffer.allocate(8).putLong(-5).array();
        for (boolean descending : new boolean[] {true, false}) {
            for (var kind : NodeKind.values()) {
                var bookmark = new Bookmark(new Order(by, descending), kind, key, NODE);

                var read = Bookmark.read(bookmark.form());

                assertThat(read).usingRecursiveComparison().isEqualTo(bookmark);
            }
        }
    }

    @Test
    void what_is_too_short_is_no_bookmark() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bookmark.read(new byte[10]));
    }
}
