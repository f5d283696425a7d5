package dev.cairn.tree.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import dev.cairn.tree.control.Entry;
import java.util.Optional;

/// What an entry looks like: its icon, and over it a small picture, once there is one.
public final class EntryPicture extends Div {

    /// @param url of the picture; empty if there can be none
    public EntryPicture(Entry entry, Optional<String> url) {
        addClassName("picture");
        add(EntryIcon.iconOf(entry));
        url.ifPresent(this::show);
    }

    private void show(String url) {
        var image = new Image(url, "");
        image.getElement().setAttribute("loading", "lazy");
        image.getElement().setAttribute("draggable", "false");
        // what turns out to be no image leaves the icon to be seen
        image.getElement().addEventListener("error", _ -> remove(image));
        add(image);
    }
}
