package dev.cairn.tree.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.cairn.platform.ui.Formats;
import dev.cairn.tree.control.Holdings;

/// What somebody's files, trash and older versions hold, each with how long it is kept.
public final class HoldingsFigures extends DescriptionList {

    public HoldingsFigures() {
        addClassName("figures");
        setId("holdings");
    }

    public void show(Holdings.Info holdings) {
        var formats = Formats.of(UI.getCurrent());
        var bytes = holdings.bytes();
        var kept = holdings.kept();
        removeAll();
        add("files", formats.size(bytes.files()));
        add("trash", formats.size(bytes.trash()), kept.trash().toDays());
        add(
                "versions",
                formats.size(bytes.olderVersions()),
                formats.count(bytes.versions()),
                kept.versions().toDays(),
                kept.newest());
    }

    private void add(String name, String size, Object... detail) {
        var figure = new Span(size);
        figure.addClassName("figure");
        var text = new Span(getTranslation("storage." + name + ".detail", detail));
        text.addClassName("muted");
        add(new Div(new Term(getTranslation("storage." + name)), new Description(figure, text)));
    }
}
