package dev.cairn.tree.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long things are kept, in words that a person would use.
class RetentionWordsTest {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("vaadin-i18n/translations", Locale.ENGLISH);

    private static String text(String key, Object... values) {
        return new MessageFormat(TEXTS.getString(key), Locale.ENGLISH).format(values);
    }

    @ParameterizedTest
    @CsvSource({"0, less than a day", "1, one day", "2, 2 days", "3650, '3,650 days'"})
    void a_time_is_a_number_of_days(long days, String words) {
        assertThat(text("storage.trash.detail", days)).startsWith("kept for " + words + ", and then");
        assertThat(text("trash.text", days)).contains("for " + words + " and can be restored");
        assertThat(text("admin.storage.trash.detail", days)).contains("kept for " + words + " where");
        assertThat(text("storage.versions.detail", "7", days, 0)).startsWith("7 kept, each for " + words + ";");
        assertThat(text("admin.storage.versions.detail", "7", days, 0)).startsWith("7 kept, each for " + words + ",");
    }

    @Test
    void the_newest_versions_are_spoken_of_where_some_stay_for_ever() {
        assertThat(text("storage.versions.detail", "7", 30L, 0)).doesNotContain("newest");
        assertThat(text("storage.versions.detail", "7", 30L, 1))
                .contains(", and the newest of each file whatever its age;");
        assertThat(text("storage.versions.detail", "7", 30L, 10))
                .contains(", and the 10 newest of each file whatever their age;");
    }
}
