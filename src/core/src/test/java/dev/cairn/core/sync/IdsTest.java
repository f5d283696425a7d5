package dev.cairn.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final NodeId NODE = new NodeId(new NamespaceId(0x7f3a01bc), -2);

    @Test
    void texts_lead_back_to_the_ids() {
        assertThat(NODE).hasToString("7f3a01bcfffffffe");
        assertThat(NodeId.valueOf(NODE.toString())).isEqualTo(NODE);
        assertThat(NODE.birthplace()).isEqualTo(NamespaceId.valueOf("7f3a01bc"));
        var version = new VersionId(NODE, 17);
        assertThat(VersionId.valueOf(version.toString())).isEqualTo(version);
        var upload = new UploadId(NODE.birthplace(), -1);
        assertThat(UploadId.valueOf(upload.toString())).isEqualTo(upload);
        assertThat(NodeRef.valueOf("$12")).isEqualTo(new NodeRef.ResultOf(12));
        assertThat(NodeRef.valueOf(NODE.toString())).isEqualTo(NodeRef.to(NODE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7f3a01bcfffffff",
                "7f3a01bcfffffffeff",
                "7F3A01BCFFFFFFFE",
                "7f3a01bc00000000",
                "0000000000000001",
                "ff3a01bc00000001",
                "../../etc/passwd",
                "7f3a01bcfffffff'",
                "$",
                "$-1",
                "$99999",
                "$x"
            })
    void other_texts_are_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NodeRef.valueOf(text));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 999_999_999, -1_000_000_000, Long.MAX_VALUE, Long.MIN_VALUE, 1_700_000_000_123_456_789L})
    void times_keep_their_nanoseconds(long nanos) {
        assertThat(FileTimes.toNanos(FileTimes.ofNanos(nanos))).isEqualTo(nanos);
    }

    @Test
    void times_that_do_not_fit_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileTimes.toNanos(Instant.MAX));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FileTimes.toNanos(FileTimes.ofNanos(Long.MAX_VALUE).plusNanos(1)));
    }
}
