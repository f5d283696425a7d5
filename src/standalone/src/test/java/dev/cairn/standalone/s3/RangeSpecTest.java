package dev.cairn.standalone.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeSpecTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10",
        "bytes=0-99, 0, 100",
        "bytes=0-100, 0, 100",
        "bytes=99-, 99, 100",
        "bytes=-1, 99, 100",
        "bytes=-1000, 0, 100"
    })
    void is_cut_to_what_is_there(String header, long start, long end) {
        assertThat(RangeSpec.parse(header).within(100)).contains(new ByteRange(start, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=9-8", "bytes=-0"})
    void nothing_may_be_there(String header) {
        assertThat(RangeSpec.parse(header).within(100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes=", "bytes=-", "bytes=0-1,3-4", "items=0-1", "bytes=a-b", "bytes=0-9999999999999999999"
            })
    void other_forms_are_refused(String header) {
        assertThatIllegalArgumentException().isThrownBy(() -> RangeSpec.parse(header));
    }
}
