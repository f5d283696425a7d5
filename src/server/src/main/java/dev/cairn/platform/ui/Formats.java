package dev.cairn.platform.ui;

import com.vaadin.flow.component.UI;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/// Sizes and moments as a person reads them: in their language and their zone.
public final class Formats {

    private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB", "PB", "EB");
    private static final int STEP = 1000;

    private final Locale locale;
    private final ZoneId zone;

    /// Those of somebody who reads a language, in a zone.
    public Formats(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    /// Those of the person at this browser.
    public static Formats of(UI ui) {
        var details = ui.getPage().getExtendedClientDetails();
        var zone = details == null || details.getTimeZoneId() == null
                ? ZoneId.systemDefault()
                : ZoneId.of(details.getTimeZoneId());
        return new Formats(ui.getSession().getBrowser().getLocale(), zone);
    }

    /// Where the person's clock is.
    public ZoneId zone() {
        return zone;
    }

    /// `512 bytes`, `1.2 MB`: in steps of a thousand, as disks are sold and systems show them.
    public String size(long bytes) {
        if (bytes < STEP) {
            return count(bytes) + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= STEP;
            unit++;
        } while (value >= STEP - 0.5 && unit < UNITS.size() - 1);
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(value < 10 ? 1 : 0);
        return format.format(value) + " " + UNITS.get(unit);
    }

    /// `12,345`.
    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /// `1.25`: with two digits after the point, at most.
    public String decimal(double number) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(number);
    }

    /// The time alone for a moment of today, else the date.
    public String moment(Instant moment, Instant now) {
        var then = moment.atZone(zone);
        boolean today = then.toLocalDate().equals(now.atZone(zone).toLocalDate());
        var format = today
                ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);
        return format.withLocale(locale).format(then);
    }

    /// Date and time.
    public String exact(Instant moment) {
        ZonedDateTime then = moment.atZone(zone);
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(then);
    }
}
