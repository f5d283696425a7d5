package dev.cairn.mail.control;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of mails, from the bundle that the pages have theirs from.
public final class Texts {

    private static final String BUNDLE = "vaadin-i18n/translations";

    private Texts() {}

    /// A text with `{0}`, `{1}` … filled in.
    public static String of(String key, Object... values) {
        var text = ResourceBundle.getBundle(BUNDLE, Locale.ROOT, Texts.class.getClassLoader())
                .getString(key);
        return new MessageFormat(text, Locale.ENGLISH).format(values);
    }
}
