package dev.cairn.content.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextMakerTest {

    private static final String TEXT = "“Zoë” <script>alert('5 €')</script>\r\n\tend";

    private static String shown(byte[] bytes) {
        var made = TextMaker.make(bytes).orElseThrow();
        assertThat(made.type()).isEqualTo("text/plain; charset=utf-8");
        return new String(made.bytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "windows-1252"})
    void text_is_shown_as_it_is_whatever_it_is_written_in(String charset) {
        assertThat(shown(TEXT.getBytes(Charset.forName(charset)))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_byte_order_mark_is_not_shown(String charset) {
        assertThat(shown(('\ufeff' + TEXT).getBytes(Charset.forName(charset)))).isEqualTo(TEXT);
    }

    @Test
    void a_character_that_is_cut_off_is_left_out() {
        var bytes = "price: 5 €".getBytes(StandardCharsets.UTF_8);

        assertThat(shown(Arrays.copyOf(bytes, bytes.length - 1))).isEqualTo("price: 5 ");
    }

    @Test
    void what_holds_zeros_is_no_text() {
        assertThat(TextMaker.make(new byte[] {'P', 'K', 3, 4, 0, 0})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "notes.TXT, true",
        "page.html, true",
        "image.svg, true",
        "Makefile, true",
        ".gitignore, true",
        "film.mp4, false",
        "photo.png, false",
        "program.exe, false",
        "unknown, false"
    })
    void a_name_tells_whether_to_look_for_text(String name, boolean expected) {
        assertThat(TextForm.BEGINNING.suits(name, 1)).isEqualTo(expected);
        assertThat(TextForm.BEGINNING.suits(name, 0)).isFalse();
    }
}
