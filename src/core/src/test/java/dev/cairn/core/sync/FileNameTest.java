package dev.cairn.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A",
                "á",
                "a\u0301",
                "ß",
                "SS",
                "ı",
                "I",
                "\u212a",
                "a ",
                "a.",
                ".a",
                "CON",
                "nul.txt",
                "aux:x",
                "a\\b",
                "\ud83d\ude00",
                "\u202eabc",
                "-x",
                "=x",
                "x (conflicted copy).txt",
                "~$x",
                ".x.swp",
                "<img src=x onerror=alert(1)>",
                "%2f",
                "..."
            })
    void a_name_that_some_file_system_can_hold_is_allowed(String name) {
        assertThat(new FileName(name).value()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a/b", "/", "a\u0000b", "line\nbreak", "\u007f", "\u0085", "\ud83d", "x\udc00"})
    void a_name_that_none_can_hold_is_refused(String name) {
        assertRefused(name);
    }

    @Test
    void the_limit_counts_bytes_of_utf_8() {
        assertThat(new FileName("a".repeat(255)).value()).hasSize(255);
        assertThat(new FileName("ä".repeat(127)).value()).hasSize(127);
        assertRefused("a".repeat(256));
        assertRefused("ä".repeat(128));
        assertRefused("\ud83d\ude00".repeat(64));
    }

    @ParameterizedTest
    @CsvSource({
        "a,A,true",
        "á,a\u0301,true",
        "straße,STRASSE,true",
        "K,\u212a,true",
        "ǆ,Ǆ,true",
        "ı,i,false",
        "I,i,true",
        "'a ',a,false",
        "😀,😁,false",
        "Å,\u212b,true",
        "σ,ς,true"
    })
    void two_names_that_a_mac_or_windows_cannot_tell_apart_have_one_key(String one, String other, boolean same) {
        assertThat(new FileName(one).key().equals(new FileName(other).key())).isEqualTo(same);
    }

    @Test
    void is_kept_composed() {
        assertThat(new FileName("a\u0301").value()).isEqualTo("á");
    }

    @Test
    void an_addition_goes_before_the_extension_and_fits() {
        assertThat(new FileName("report.txt").with(" (2)")).hasToString("report (2).txt");
        assertThat(new FileName(".profile").with(" (2)")).hasToString(".profile (2)");
        assertThat(new FileName("folder").with(" (2)")).hasToString("folder (2)");
        var longest = new FileName("😀".repeat(62) + ".txt").with(" (conflicted copy)");
        assertThat(longest.value()).endsWith("😀 (conflicted copy).txt");
        assertThat(longest.value().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
    }

    private static void assertRefused(String name) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new FileName(name))
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.INVALID_NAME);
    }
}
