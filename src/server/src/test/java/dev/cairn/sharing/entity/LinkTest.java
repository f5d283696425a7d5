package dev.cairn.sharing.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant END = Instant.parse("2026-11-24T10:00:00Z");

    private final Link link = new Link(
            new LinkId(1),
            new byte[32],
            new byte[32],
            new UserId(1),
            new NodeId(0x0000_0001_0000_0001L),
            "DOWNLOAD",
            MADE);

    @Test
    void it_is_good_until_its_time_and_over_at_that_very_moment() { // S4
        link.expire(END);

        assertThat(link.isExpired(END.minusNanos(1000))).isFalse();
        assertThat(link.isExpired(END)).isTrue();
        assertThat(link.isExpired(END.plusSeconds(1))).isTrue();
    }

    @Test
    void without_a_time_it_is_never_over() {
        assertThat(link.isExpired(Instant.parse("2126-11-24T10:00:00Z"))).isFalse();
    }
}
