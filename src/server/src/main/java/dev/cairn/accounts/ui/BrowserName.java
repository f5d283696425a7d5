package dev.cairn.accounts.ui;

import com.vaadin.flow.server.VaadinRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What a browser is called in the list of devices: `Firefox on Linux`, as far as it tells. Nothing
/// depends on it being right.
final class BrowserName {

    /// Tokens of the header `User-Agent`, the first that fits counts: most browsers also claim to be
    /// those further down.
    private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("Edg", "Edge");
        PROGRAMS.put("OPR", "Opera");
        PROGRAMS.put("Firefox", "Firefox");
        PROGRAMS.put("Chrome", "Chrome");
        PROGRAMS.put("Safari", "Safari");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Mac OS", "Mac");
        SYSTEMS.put("CrOS", "ChromeOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private BrowserName() {}

    /// Of the browser whose request is being answered.
    static String current() {
        return of(Objects.requireNonNullElse(VaadinRequest.getCurrent().getHeader("User-Agent"), ""));
    }

    /// @param userAgent the header's value; empty if there was none
    static String of(String userAgent) {
        return first(PROGRAMS, userAgent, "Browser") + " on " + first(SYSTEMS, userAgent, "a computer");
    }

    private static String first(Map<String, String> names, String userAgent, String otherwise) {
        return names.entrySet().stream()
                .filter(entry -> userAgent.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
