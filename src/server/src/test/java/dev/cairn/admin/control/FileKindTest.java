package dev.cairn.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {

    @ParameterizedTest
    @CsvSource({
        "note.txt, , TEXT",
        "NOTE.TXT, , TEXT",
        "picture.jpeg, text/plain, PICTURE",
        "film, video/mp4, VIDEO",
        "backup.tar.gz, , ARCHIVE",
        "paper.pdf, application/pdf, DOCUMENT",
        "song.unknown, audio/x-new, SOUND",
        "txt, , TEXT",
        ".bashrc, , OTHER",
        "data, application/octet-stream, OTHER",
        "'', , OTHER"
    })
    void the_ending_counts_first_and_then_the_type(String name, String type, FileKind kind) {
        assertThat(FileKind.of(name, Optional.ofNullable(type))).isEqualTo(kind);
    }
}
