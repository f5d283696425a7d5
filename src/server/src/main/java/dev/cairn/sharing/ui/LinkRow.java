package dev.cairn.sharing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import dev.cairn.sharing.control.Allow;
import dev.cairn.sharing.control.LinkInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// A link in a list: what it is good for, who came, and the buttons to copy and to revoke it.
final class LinkRow extends ListItem {

    /// A page that came over plain HTTP from another machine has no `navigator.clipboard`.
    private static final String COPY = """
            return navigator.clipboard
                ? navigator.clipboard.writeText($0).then(() => true, () => false)
                : false;""";

    /// @param title what to call it
    /// @param revoke is run when the person revokes it
    LinkRow(LinkInfo link, String title, Instant now, Runnable revoke) {
        var detail = new Div(detail(link, now));
        detail.addClassName("muted");
        var text = new Div(new Span(title), detail);
        text.addClassName("link-text");
        var icon = (link.over() ? VaadinIcon.UNLINK : VaadinIcon.LINK).create();
        var remove = new Button(getTranslation("link.revoke"), _ -> revoke.run());
        remove.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
        remove.setAriaLabel(getTranslation("link.revoke.label", title));
        remove.addClassName("revoke");
        add(icon, text);
        if (!link.over()) {
            var copy = new Button(getTranslation("link.copy"), _ -> copy(link));
            copy.addThemeVariants(ButtonVariant.TERTIARY);
            copy.setAriaLabel(getTranslation("link.copy.label", title));
            add(copy);
        }
        add(remove);
    }

    /// Where the browser has no clipboard for this page, or does not let it have it, the address is shown.
    static void copy(LinkInfo link) {
        var ui = UI.getCurrent();
        var url = link.url().toString();
        ui.getPage().executeJs(COPY, url).then(Boolean.class, copied -> {
            if (copied) {
                Notices.done(ui.getTranslation("link.copied"));
            } else {
                Notices.failed(ui.getTranslation("link.not-copied", url));
            }
        });
    }

    /// What visitors may do, as a key of the texts.
    static String key(Allow allow) {
        return switch (allow) {
            case VIEW -> "link.allow.view";
            case DOWNLOAD -> "link.allow.download";
            case UPLOAD_ONLY -> "link.allow.upload";
        };
    }

    private String detail(LinkInfo link, Instant now) {
        var formats = Formats.of(UI.getCurrent());
        var parts = new ArrayList<String>();
        if (link.over()) {
            parts.add(getTranslation("link.over"));
        }
        parts.add(getTranslation(key(link.allow())));
        if (link.hasPassword()) {
            parts.add(getTranslation("link.with-password"));
        }
        Optional.ofNullable(link.expiresAt())
                .ifPresent(end -> parts.add(getTranslation("link.until", formats.moment(end, now))));
        if (link.allow() != Allow.UPLOAD_ONLY) {
            parts.add(
                    link.maxDownloads() == null
                            ? getTranslation("link.downloads", link.downloads())
                            : getTranslation("link.downloads-of", link.downloads(), link.maxDownloads()));
        }
        parts.add(getTranslation("link.visits", link.visits()));
        Optional.ofNullable(link.lastVisitAt())
                .ifPresent(last -> parts.add(getTranslation("link.last-visit", formats.moment(last, now))));
        return String.join(" · ", parts);
    }
}
