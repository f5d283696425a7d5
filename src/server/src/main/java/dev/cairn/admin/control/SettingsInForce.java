package dev.cairn.admin.control;

import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/// Every setting, what is in force, and where it comes from. The file with the defaults says which
/// there are and what they mean. No secret's value ever leaves here.
@OneObject
public class SettingsInForce {

    private static final String DEFAULTS = "/META-INF/microprofile-config.properties";
    private static final Pattern SETTING = Pattern.compile("#?(cairn\\.[a-z0-9.-]+)=.*");
    private static final Pattern SECRET = Pattern.compile(".*(secret|token|password|key)[^.]*");

    private final Config config;
    private final List<Described> described = described();

    @Inject
    SettingsInForce(Config config) {
        this.config = config;
    }

    /// All settings, in the order of the file with the defaults.
    public List<Info> list(Administrator by) {
        return described.stream().map(this::info).toList();
    }

    private Info info(Described setting) {
        var found = config.getConfigValue(setting.name);
        var value = Optional.ofNullable(found.getValue()).filter(text -> !text.isBlank());
        boolean secret = isSecret(setting.name);
        return new Info(
                setting.name,
                secret ? null : value.orElse(null),
                secret,
                value.isPresent(),
                value.isPresent() ? origin(found) : Origin.UNSET,
                setting.meaning);
    }

    /// Whoever adds a secret names it like one.
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    private static Origin origin(ConfigValue found) {
        var source = Optional.ofNullable(found.getSourceName()).orElse("").toLowerCase(Locale.ROOT);
        if (source.contains("env")) {
            return Origin.ENVIRONMENT;
        }
        if (source.contains("system")) {
            return Origin.SYSTEM_PROPERTY;
        }
        return source.contains("microprofile-config") || source.contains("properties")
                ? Origin.DEFAULT
                : Origin.APPLICATION_SERVER;
    }

    private static List<Described> described() {
        var found = new ArrayList<Described>();
        try (var reader = new BufferedReader(
                new InputStreamReader(SettingsInForce.class.getResourceAsStream(DEFAULTS), StandardCharsets.UTF_8))) {
            var meaning = new StringBuilder();
            boolean above = false;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var setting = SETTING.matcher(line);
                if (setting.matches()) {
                    found.add(new Described(setting.group(1), meaning.toString().strip()));
                    above = true;
                } else {
                    if (above || line.isBlank()) {
                        meaning.setLength(0);
                        above = false;
                    }
                    meaning.append(line.replaceFirst("^# ?", "")).append(' ');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    private record Described(String name, String meaning) {}

    /// Where a value comes from.
    public enum Origin {
        UNSET,
        DEFAULT,
        ENVIRONMENT,
        SYSTEM_PROPERTY,
        APPLICATION_SERVER
    }

    /// @param value null for a secret, and where nothing is set
    /// @param secret whether the value is never shown
    /// @param present whether there is a value
    /// @param meaning what it is for, in the words of the file with the defaults
    public record Info(
            String name, @Nullable String value, boolean secret, boolean present, Origin origin, String meaning) {}
}
