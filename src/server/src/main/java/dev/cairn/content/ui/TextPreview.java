package dev.cairn.content.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import dev.cairn.content.control.Previews;
import dev.cairn.platform.ui.Formats;

/// The beginning of a text, which the page fetches (`webapp/viewer`).
@Tag("cairn-text")
final class TextPreview extends Component {

    /// @param size of the whole, in bytes
    TextPreview(String fileName, long size, String url) {
        var element = getElement();
        element.setAttribute("url", url);
        element.setAttribute("name", fileName);
        element.setAttribute("loading", getTranslation("preview.loading"));
        element.setAttribute("none", getTranslation("preview.no-text"));
        element.setAttribute("failed", getTranslation("preview.failed"));
        if (size > Previews.TEXT_BYTES) {
            var formats = Formats.of(UI.getCurrent());
            element.setAttribute(
                    "more", getTranslation("preview.more", formats.size(Previews.TEXT_BYTES), formats.size(size)));
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://viewer/index.js");
    }
}
