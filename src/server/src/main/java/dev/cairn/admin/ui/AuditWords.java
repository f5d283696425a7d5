package dev.cairn.admin.ui;

import dev.cairn.admin.control.Act;
import dev.cairn.admin.control.AuditEntries;
import dev.cairn.platform.ui.Formats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The audit log in words, with times and sizes as the reader has them.
///
/// The log itself keeps names and values as the API has them, for ever; what is in no form that is
/// known is shown as it is.
final class AuditWords {

    private static final List<String> LIMITS = List.of("quotaBytes", "trashDays", "versionDays", "versionCount");

    private static final Pattern DISMISSED =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z)(?:, files to (.+))?");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final Texts texts;
    private final Formats formats;

    AuditWords(Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    /// Where texts come from.
    @FunctionalInterface
    interface Texts {
        String get(String key, Object... values);
    }

    String act(Act act) {
        return texts.get("admin.act." + act.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    String detail(AuditEntries.Entry entry) {
        var detail = entry.detail();
        return switch (entry.act()) {
            case LIMITS_CHANGED -> limits(detail);
            case DEVICE_LIMIT_CHANGED -> devices(detail);
            case ROLE_CHANGED -> role(detail);
            case USER_DISMISSED -> dismissed(detail);
            case IDENTITY_JOINED -> joined(detail);
            case AUDIT_EXPORTED -> exported(detail);
            default -> detail;
        };
    }

    /// Of `quotaBytes=5000 trashDays=1`, or of `Limits[quotaBytes=5000, trashDays=1, versionDays=null, …]`,
    /// which is how it was written before.
    private String limits(String detail) {
        var words = new ArrayList<String>();
        for (var limit : LIMITS) {
            var value = Pattern.compile("\\b" + limit + "=(\\d{1,18})\\b").matcher(detail);
            if (value.find()) {
                long number = Long.parseLong(value.group(1));
                var shown = limit.equals("quotaBytes") ? formats.size(number) : (Object) number;
                words.add(texts.get("admin.audit.limits." + limit, shown));
            }
        }
        if (words.isEmpty()) {
            return texts.get("admin.audit.limits.usual");
        }
        if (words.size() < LIMITS.size()) {
            words.add(texts.get("admin.audit.limits.rest"));
        }
        return String.join("; ", words);
    }

    private String devices(String detail) {
        if (detail.isEmpty()) {
            return texts.get("admin.audit.limits.usual");
        }
        return NUMBER.matcher(detail).matches() ? texts.get("admin.audit.devices", Integer.parseInt(detail)) : detail;
    }

    private String role(String detail) {
        return switch (detail) {
            case "ADMIN" -> texts.get("admin.user.administrator");
            case "USER" -> texts.get("admin.audit.no-administrator");
            default -> detail;
        };
    }

    private String dismissed(String detail) {
        var form = DISMISSED.matcher(detail);
        if (!form.matches()) {
            return detail;
        }
        var when = texts.get("admin.user.deleted-after", formats.exact(Instant.parse(form.group(1))));
        return form.group(2) == null ? when : when + "; " + texts.get("admin.audit.heir", form.group(2));
    }

    private String joined(String detail) {
        var parts = detail.split(" ", 2);
        return parts.length == 1
                ? detail
                : texts.get(
                        "admin.audit.joined."
                                + parts[0].toLowerCase(Locale.ROOT).replace('_', '-'),
                        parts[1]);
    }

    private String exported(String detail) {
        var parts = detail.split(" ", 2);
        var what = Arrays.stream(Act.values())
                .filter(act -> act.name().equals(parts[0]))
                .findFirst()
                .map(this::act)
                .orElseGet(() -> texts.get("admin.audit.all"));
        return parts.length == 1 ? what : texts.get("admin.audit.found-by", what, parts[1]);
    }
}
