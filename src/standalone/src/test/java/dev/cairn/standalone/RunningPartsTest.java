package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RunningPartsTest {

    @Test
    void parts_stop_in_the_opposite_order_though_one_fails() {
        var stopped = new ArrayList<String>();
        var parts = new RunningParts();
        parts.add(() -> stopped.add("database"));
        parts.add(() -> {
            throw new IllegalArgumentException("stuck");
        });
        parts.add(() -> stopped.add("server"));

        assertThatThrownBy(parts::close).hasRootCauseMessage("stuck");

        assertThat(stopped).containsExactly("server", "database");
    }
}
