package dev.cairn.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import java.time.Duration;

/// Short messages at the bottom of the page.
public final class Notices {

    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(10);

    private Notices() {}

    /// Something was done.
    public static void done(String text) {
        show(text, SHORT);
    }

    /// Something was done that can be taken back for some seconds.
    public static void undoable(String text, String undoText, Runnable undo) {
        var notice = new Notification();
        var button = new Button(undoText, _ -> {
            notice.close();
            undo.run();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY);
        var content = new Div(new Span(text), button);
        content.addClassName("notice");
        notice.add(content);
        notice.setDuration((int) LONG.toMillis());
        notice.setPosition(Notification.Position.BOTTOM_START);
        notice.open();
    }

    /// Something did not work; the text says what was kept and what to do.
    public static void failed(String text) {
        var notice = show(text, LONG);
        notice.addThemeVariants(NotificationVariant.ERROR);
        notice.setAssertive(true);
    }

    private static Notification show(String text, Duration duration) {
        return Notification.show(text, (int) duration.toMillis(), Notification.Position.BOTTOM_START);
    }
}
