package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    @Test
    void it_is_text_unless_json_is_asked_for() {
        assertThat(LogFormat.of(Map.of())).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of(Map.of("CAIRN_LOG_FORMAT", " "))).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of(Map.of("CAIRN_LOG_FORMAT", "text"))).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of(Map.of("CAIRN_LOG_FORMAT", "json"))).isEqualTo(LogFormat.JSON);
    }

    @Test
    void nothing_else_is_a_format() {
        assertThatExceptionOfType(LaunchException.class)
                .isThrownBy(() -> LogFormat.of(Map.of("CAIRN_LOG_FORMAT", "xml")))
                .withMessage("CAIRN_LOG_FORMAT is text or json, not 'xml'")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ExitCode.USAGE));
    }
}
