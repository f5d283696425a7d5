package dev.cairn.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import dev.cairn.admin.control.Users;
import dev.cairn.platform.ui.Formats;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A view of the console: a heading, a sentence, and what it is about.
abstract class AdminPage extends Div implements HasDynamicTitle {

    private final String texts;

    /// @param texts the beginning of its texts' keys
    AdminPage(String texts) {
        this.texts = texts;
        addClassName("admin-page");
        var text = new Paragraph(getTranslation(texts + ".text"));
        text.addClassName("muted");
        add(new H1(getTranslation(texts + ".title")), text);
    }

    @Override
    public String getPageTitle() {
        return getTranslation(texts + ".title");
    }

    static Formats formats() {
        return Formats.of(UI.getCurrent());
    }

    /// Date and time, or a dash for never.
    static Component moment(@Nullable Instant moment) {
        return new Span(moment == null ? "–" : formats().exact(moment));
    }

    /// What somebody has, and what they may have.
    static String used(Users.Info user) {
        var used = formats().size(user.usedBytes());
        return user.quotaBytes() == null
                ? used
                : UI.getCurrent()
                        .getTranslation("admin.used-of", used, formats().size(user.quotaBytes()));
    }

    /// A number that lines up with those above and below.
    static Component number(String text) {
        var number = new Span(text);
        number.addClassName("number");
        return number;
    }

    static Component badge(String text, String kind) {
        var badge = new Span(text);
        badge.addClassNames("badge", kind);
        return badge;
    }
}
