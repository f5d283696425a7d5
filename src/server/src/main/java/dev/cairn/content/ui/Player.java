package dev.cairn.content.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import dev.cairn.content.control.MediaType;
import dev.cairn.core.problem.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The browser's own player of a sound or a film (`webapp/viewer`). It fetches what it plays, by ranges.
@Tag("cairn-player")
final class Player extends Component {

    private final transient Supplier<String> url;

    /// @param url is asked again when the last one is over, which is long before a film is
    Player(String fileName, MediaType type, Supplier<String> url) {
        this.url = url;
        var element = getElement();
        element.setAttribute("url", url.get());
        element.setAttribute("name", fileName);
        element.setAttribute("kind", type.isFilm() ? "video" : "audio");
        element.setAttribute("loading", getTranslation("preview.loading"));
        element.setAttribute("failed", getTranslation("preview.unplayable"));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://viewer/index.js");
    }

    /// The page's address of the content does not answer any more.
    ///
    /// @return null if the person may not have another one
    @ClientCallable
    private @Nullable String renew() {
        try {
            return url.get();
        } catch (ProblemException gone) {
            return null;
        }
    }
}
