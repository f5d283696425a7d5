package dev.cairn.tree.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Optional;

/// Whether a person wants to see folders as tiles: a matter of the screen, so the browser remembers
/// it, in a cookie that says nothing else.
final class FolderShape {

    private static final String NAME = "cairn-folders";
    private static final String TILES = "tiles";

    private FolderShape() {}

    static boolean isTiles() {
        var chosen = VaadinSession.getCurrent().getAttribute(NAME);
        if (chosen != null) {
            return chosen.equals(TILES);
        }
        var cookies =
                Optional.ofNullable(VaadinRequest.getCurrent().getCookies()).orElse(new Cookie[0]);
        return Arrays.stream(cookies)
                .anyMatch(cookie ->
                        cookie.getName().equals(NAME) && cookie.getValue().equals(TILES));
    }

    static void choose(boolean tiles) {
        var shape = tiles ? TILES : "list";
        VaadinSession.getCurrent().setAttribute(NAME, shape);
        UI.getCurrent()
                .getPage()
                .executeJs("document.cookie = $0", NAME + "=" + shape + "; path=/; max-age=31536000; SameSite=Lax");
    }
}
