package dev.cairn.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1", "-1", "@sum(a1)", "\t=1", "\r=1"})
    void a_spreadsheet_does_not_run_what_people_wrote(String text) { // X5
        assertThat(AuditCsv.cell(text)).isEqualTo("\"'" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"ada@example.org|\"ada@example.org\"", "a \"b\", c|\"a \"\"b\"\", c\"", "``|\"\""})
    void everything_else_stays_as_it_is(String text, String cell) {
        assertThat(AuditCsv.cell(text)).isEqualTo(cell);
    }
}
