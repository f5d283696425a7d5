package dev.cairn.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/// Large figures beside each other, each with what it counts.
final class Figures extends DescriptionList {

    private final String texts;

    /// @param texts the beginning of its texts' keys
    Figures(String texts) {
        this.texts = texts;
        addClassName("figures");
    }

    /// Shows a figure, and below it the text of its key with `.detail`.
    ///
    /// @param detail what is filled into that text
    void show(String name, String figure, Object... detail) {
        var shown = new Span(figure);
        shown.addClassName("figure");
        add(name, shown, getTranslation(texts + "." + name + ".detail", detail));
    }

    /// Shows whether something is well.
    void state(String name, boolean good, String detail) {
        var mark = AdminPage.badge(
                getTranslation(good ? "admin.overview.good" : "admin.overview.bad"), good ? "good" : "bad");
        add(name, mark, detail);
    }

    private void add(String name, Component shown, String detail) {
        var text = new Span(detail);
        text.addClassName("muted");
        add(new Div(new Term(getTranslation(texts + "." + name)), new Description(shown, text)));
    }
}
