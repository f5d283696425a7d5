package dev.cairn.tree.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.sync.NamespaceId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void its_form_is_read_back() {
        var none = new Cursor(Long.MAX_VALUE, new TreeMap<>());
        var some = new Cursor(
                7, new TreeMap<>(Map.of(new NamespaceId(1), 0L, new NamespaceId(Integer.MAX_VALUE), Long.MAX_VALUE)));

        assertThat(Cursor.read(none.form())).isEqualTo(none);
        assertThat(Cursor.read(some.form())).isEqualTo(some);
    }

    @Test
    void it_keeps_what_it_was_made_with() {
        var seqs = new TreeMap<NamespaceId, Long>();
        var cursor = new Cursor(1, seqs);

        seqs.put(new NamespaceId(5), 5L);

        assertThat(cursor.seqs()).isEmpty();
    }
}
