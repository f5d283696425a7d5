package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What `payara-config` says twice, it says the same.
class ConfigurationFilesTest {

    private static final Path FILES = Path.of("../../payara-config");

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private static List<String> ofDatabase(String file) throws IOException {
        return lines(FILES.resolve(file)).stream()
                .filter(line -> !line.startsWith("#") && line.contains("jdbc"))
                .toList();
    }

    @Test
    void the_database_is_set_up_alike_on_every_kind_of_payara() throws IOException {
        assertThat(ofDatabase("payara-server.asadmin")).hasSize(5).isEqualTo(ofDatabase("cairn.asadmin"));
    }

    @Test
    void the_environment_has_all_settings_without_a_default() throws IOException {
        var named = Pattern.compile("#(cairn\\.[a-z.-]+)=");
        var needed = lines(Path.of("src/main/resources/META-INF/microprofile-config.properties")).stream()
                .map(named::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .toList();
        var given = lines(FILES.resolve("cairn.env")).stream()
                .filter(line -> line.startsWith("CAIRN_"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(needed).contains("CAIRN_BASE_URL");
        assertThat(given).containsAll(needed).contains("CAIRN_DB_URL", "CAIRN_DB_USER", "CAIRN_DB_PASSWORD");
    }

    @Test
    void every_setting_is_described() throws IOException {
        var setting = Pattern.compile("#?(cairn\\.[a-z.-]+)=.*");
        var operations = Files.readString(Path.of("../../src/docs/operations.md"));

        assertThat(lines(Path.of("src/main/resources/META-INF/microprofile-config.properties")))
                .filteredOn(line -> setting.matcher(line).matches())
                .extracting(line -> line.replaceAll("^#?(cairn\\.[a-z.-]+)=.*", "`$1`"))
                .isNotEmpty()
                .allMatch(operations::contains);
    }
}
