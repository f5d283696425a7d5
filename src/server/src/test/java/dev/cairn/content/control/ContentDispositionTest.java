package dev.cairn.content.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// X4; RFC 6266.
class ContentDispositionTest {

    @ParameterizedTest
    @CsvSource({
        "plain.txt,plain.txt,plain.txt",
        "a b.txt,a b.txt,a%20b.txt",
        "déjà.txt,d_j_.txt,d%C3%A9j%C3%A0.txt",
        "😀.txt,_.txt,%F0%9F%98%80.txt",
        "a\"b,a_b,a%22b",
        "a\\b,a_b,a%5Cb",
        "a;b,a_b,a%3Bb",
        "100%,100_,100%25",
        "a'b*c(d),a'b*c(d),a%27b%2Ac%28d%29"
    })
    void names_are_told_to_old_and_to_new_clients(String name, String old, String encoded) {
        assertThat(ContentDisposition.attachment(name))
                .isEqualTo("attachment; filename=\"" + old + "\"; filename*=UTF-8''" + encoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=y",
                "\u202egpj.exe",
                "\"; filename=\"evil.exe",
                "a\u0000b",
                "; inline",
                "\u2028",
                "\u0085"
            })
    void no_name_can_break_out_of_its_place(String name) {
        var header = ContentDisposition.attachment(name);

        assertThat(header).matches("attachment; filename=\"[ -~&&[^\"\\\\]]*\"; filename\\*=UTF-8''[!-~&&[^\"']]*");
    }

    @Test
    void a_path_in_a_name_is_encoded() {
        assertThat(ContentDisposition.pathSegment("../../x")).isEqualTo("..%2F..%2Fx");
        assertThat(ContentDisposition.pathSegment("a\\b é")).isEqualTo("a_b%20%C3%A9");
    }
}
