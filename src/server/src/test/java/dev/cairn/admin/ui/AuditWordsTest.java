package dev.cairn.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.admin.control.Act;
import dev.cairn.admin.control.AuditEntries;
import dev.cairn.platform.ui.Formats;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditWordsTest {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("vaadin-i18n/translations", Locale.ENGLISH);

    private final AuditWords words = new AuditWords(
            (key, values) -> new MessageFormat(TEXTS.getString(key), Locale.ENGLISH).format(values),
            new Formats(Locale.GERMANY, ZoneId.of("Europe/Berlin")));

    private String detail(Act act, String detail) {
        return words.detail(new AuditEntries.Entry(1, Instant.EPOCH, null, "", "", act, "", detail));
    }

    @Test
    void limits_are_what_was_set_and_that_the_rest_is_as_usual() {
        assertThat(detail(Act.LIMITS_CHANGED, new Accounts.Limits(1_500_000_000L, 1, null, null).asText()))
                .isEqualTo("space 1,5 GB; trash kept for one day; all else as usual");
        assertThat(detail(Act.LIMITS_CHANGED, new Accounts.Limits(null, null, 30, 0).asText()))
                .isEqualTo("older versions kept for 30 days; none of them longer; all else as usual");
        assertThat(detail(Act.LIMITS_CHANGED, new Accounts.Limits(0L, 2, 3, 4).asText()))
                .isEqualTo("space 0 bytes; trash kept for 2 days; older versions kept for 3 days;"
                        + " the 4 newest of each file always");
        assertThat(detail(Act.LIMITS_CHANGED, new Accounts.Limits(null, null, null, null).asText()))
                .isEqualTo("as usual here");
    }

    @Test
    void what_was_written_as_a_record_reads_the_same() {
        var limits = new Accounts.Limits(5000L, null, 7, null);

        assertThat(detail(Act.LIMITS_CHANGED, limits.toString()))
                .isEqualTo(detail(Act.LIMITS_CHANGED, limits.asText()))
                .isEqualTo("space 5 KB; older versions kept for 7 days; all else as usual");
    }

    @Test
    void a_moment_is_in_the_zone_and_language_of_who_reads() {
        assertThat(detail(Act.USER_DISMISSED, "2026-12-23T23:30:05.123456Z"))
                .startsWith("Deleted after 24.12.2026")
                .contains("00:30:05")
                .doesNotContain("files");
        assertThat(detail(Act.USER_DISMISSED, "2026-12-23T23:30:05Z, files to bob@example.org"))
                .startsWith("Deleted after 24.12.2026")
                .endsWith("; files to bob@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "ROLE_CHANGED, ADMIN, Administrator",
        "ROLE_CHANGED, USER, No administrator",
        "DEVICE_LIMIT_CHANGED, 1, one device at once",
        "DEVICE_LIMIT_CHANGED, 12, 12 devices at once",
        "DEVICE_LIMIT_CHANGED, '', as usual here",
        "AUDIT_EXPORTED, all, Everything",
        "AUDIT_EXPORTED, all bob, 'Everything, found by “bob”'",
        "AUDIT_EXPORTED, USER_KEPT, Kept an account",
        "DEVICE_REVOKED, Limits[quotaBytes=1], Limits[quotaBytes=1]"
    })
    void other_details_are_words_too(Act act, String detail, String shown) {
        assertThat(detail(act, detail)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-99-99", "2026-12-23T23:30:05", "12345678901"})
    void what_is_in_no_known_form_is_shown_as_it_is(String detail) {
        assertThat(detail(Act.USER_DISMISSED, detail)).isEqualTo(detail);
        assertThat(detail(Act.ROLE_CHANGED, detail)).isEqualTo(detail);
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void every_act_has_words(Act act) {
        assertThat(words.act(act)).isNotBlank();
    }
}
