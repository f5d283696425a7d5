package dev.cairn.tree.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.sync.NodeId;
import dev.cairn.tree.boundary.FoldersResource.FolderPage;
import dev.cairn.tree.control.Order;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedPagesTest {

    private static final int MIB = 1024 * 1024;

    private final ServedPages served = new ServedPages();
    private int asked;

    @Test
    void a_page_is_asked_for_once_while_nothing_changes() {
        var first = ask(7, "");
        var second = ask(7, "");

        assertThat(asked).isEqualTo(1);
        assertThat(second).isEqualTo(first);
        assertThat(first)
                .startsWith("{")
                .contains("\"files\":[]", "\"nextCursor\":\"\"")
                .endsWith("}");
    }

    @Test
    void a_change_in_the_namespace_makes_it_new() {
        ask(7, "before");

        assertThat(ask(8, "after")).contains("after");
    }

    @Test
    void memory_is_bounded_and_what_was_not_asked_for_longest_goes_first() {
        ask(1, "x".repeat(12 * MIB));
        ask(2, "x".repeat(12 * MIB));
        ask(1, "unused: it is known");
        ask(3, "x".repeat(12 * MIB));
        asked = 0;

        ask(1, "unused: it is known");
        ask(3, "unused: it is known");
        assertThat(asked).isZero();
        ask(2, "asked for again");
        assertThat(asked).isEqualTo(1);
    }

    private String ask(long seq, String next) {
        var question = new ServedPages.Question(
                seq, 1, NodeId.valueOf("0000000100000001"), new Order(Order.By.NAME, false), null, 1);
        var json = served.answer(question, () -> {
            asked++;
            return new FolderPage(List.of(), List.of(), next, 1);
        });
        return new String(json, StandardCharsets.UTF_8);
    }
}
