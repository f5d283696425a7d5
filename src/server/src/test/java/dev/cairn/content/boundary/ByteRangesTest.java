package dev.cairn.content.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.boundary.ByteRanges.Part;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9110, section 14.
class ByteRangesTest {

    private static final long SIZE = 1000;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=0-999,0,1000",
        "bytes=0-,0,1000",
        "bytes=999-,999,1",
        "bytes=500-600,500,101",
        "bytes=990-2000,990,10",
        "bytes=-1,999,1",
        "bytes=-1000,0,1000",
        "bytes=-5000,0,1000",
        "'bytes= 5-6 ',5,2",
        "bytes=0-999999999999999999,0,1000"
    })
    void one_part(String header, long from, long length) {
        assertThat(ByteRanges.parse(header, SIZE).orElseThrow().parts()).containsExactly(new Part(from, length));
    }

    @Test
    void several_parts_stay_in_their_order() {
        var parts = ByteRanges.parse("bytes=900-, 0-9 ,-5", SIZE).orElseThrow().parts();

        assertThat(parts).containsExactly(new Part(900, 100), new Part(0, 10), new Part(995, 5));
        assertThat(parts.getFirst().header(SIZE)).isEqualTo("bytes 900-999/1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=5000-6000,1000-1001"})
    void what_lies_outside_is_empty(String header) {
        assertThat(ByteRanges.parse(header, SIZE).orElseThrow().parts()).isEmpty();
    }

    @Test
    void what_lies_outside_is_left_out_beside_what_does_not() {
        assertThat(ByteRanges.parse("bytes=0-0,1000-", SIZE).orElseThrow().parts())
                .containsExactly(new Part(0, 1));
    }

    @Test
    void nothing_of_an_empty_content_exists() {
        assertThat(ByteRanges.parse("bytes=0-", 0).orElseThrow().parts()).isEmpty();
        assertThat(ByteRanges.parse("bytes=-5", 0).orElseThrow().parts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-2",
                "bytes=a-b",
                "bytes=0-1,",
                "bytes=0-1;2-3",
                "lines=0-1",
                "bytes=0x0-1",
                "bytes=--1",
                "bytes=99999999999999999999-"
            })
    void what_is_no_range_is_ignored(String header) {
        assertThat(ByteRanges.parse(header, SIZE)).isEmpty();
    }

    @Test
    void more_bytes_than_there_are_and_very_many_parts_are_ignored() {
        assertThat(ByteRanges.parse("bytes=0-999,0-0", SIZE)).isEmpty();
        var many = IntStream.range(0, 51).mapToObj(i -> i + "-" + i).collect(Collectors.joining(",", "bytes=", ""));
        assertThat(ByteRanges.parse(many, SIZE)).isEmpty();
        assertThat(ByteRanges.parse("bytes=" + "0-0,".repeat(100_000) + "0-0", SIZE))
                .isEmpty();
    }
}
