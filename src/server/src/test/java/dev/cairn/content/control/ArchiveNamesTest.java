package dev.cairn.content.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Z1 but for what no name of the tree can be.
class ArchiveNamesTest {

    @ParameterizedTest
    @CsvSource({
        "plain.txt, plain.txt",
        "déjà vu, déjà vu",
        "..\\..\\evil, .._.._evil",
        "C:\\evil, C__evil",
        "C:evil, C_evil",
        "\\\\server\\share, __server_share",
        "file.txt:stream, file.txt_stream",
        "...., ..._",
        "'.. ', .._",
        "dot., dot_",
        "nul, _ul",
        "CON.txt, _ON.txt",
        "'com1 .txt', '_om1 .txt'",
        "console, console",
        "what?, what_"
    })
    void no_name_leads_anywhere(String name, String safe) {
        assertThat(ArchiveNames.ofFolder(_ -> false).of(name)).isEqualTo(safe);
    }

    @Test
    void a_changed_name_is_not_that_of_another_in_the_folder() {
        var names =
                ArchiveNames.ofFolder(name -> Set.of("a_b.txt", "a_b (2).txt").contains(name.key()));

        assertThat(names.of("A:b.txt")).isEqualTo("A_b (3).txt");
        assertThat(names.of("a?b.txt")).isEqualTo("a_b (4).txt");
        assertThat(names.of("a_b.txt")).isEqualTo("a_b.txt");
    }

    @Test
    void entries_from_anywhere_get_names_that_differ_in_more_than_case() {
        var names = ArchiveNames.ofChoice();

        assertThat(names.of("a.txt")).isEqualTo("a.txt");
        assertThat(names.of("A.TXT")).isEqualTo("A (2).TXT");
        assertThat(names.of("a (2).txt")).isEqualTo("a (2) (2).txt");
        assertThat(names.of("a.txt")).isEqualTo("a (3).txt");
    }
}
