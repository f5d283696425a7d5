package dev.cairn.tree.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.List;

/// How many entries are selected, and what can be done with them; not there while none is.
final class SelectionBar extends Div {

    private final Span count = new Span();
    private final List<Component> forOne;
    private final List<Component> changes;
    private final Component rename;

    SelectionBar(EntryCommands commands) {
        addClassName("selection-bar");
        setId("selection");
        getElement().setAttribute("role", "toolbar");
        getElement().setAttribute("aria-label", getTranslation("selection.label"));
        setVisible(false);
        var details = button(VaadinIcon.INFO_CIRCLE_O, "command.details", commands::showDetails);
        var move = button(VaadinIcon.FOLDER_O, "command.move", commands::askWhereToMove);
        var delete = button(VaadinIcon.TRASH, "command.delete", commands::delete);
        rename = button(VaadinIcon.EDIT, "command.rename", commands::rename);
        var share = button(VaadinIcon.LINK, "command.share", commands::share);
        forOne = List.of(details, share);
        changes = List.of(move, delete);
        add(
                button(VaadinIcon.CLOSE_SMALL, "selection.clear", commands::clearSelection),
                count,
                share,
                button(VaadinIcon.DOWNLOAD_ALT, "command.download", commands::download),
                rename,
                move,
                button(VaadinIcon.COPY_O, "command.copy", commands::askWhereToCopy),
                delete,
                details);
    }

    private Button button(VaadinIcon icon, String text, Runnable action) {
        var button = new Button(icon.create(), _ -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(text));
        button.setTooltipText(getTranslation(text));
        button.setId(text.replace('.', '-'));
        return button;
    }

    /// @param selected how many entries are
    /// @param mayChange whether the person may change them
    void show(int selected, boolean mayChange) {
        setVisible(selected > 0);
        count.setText(getTranslation("selection.count", selected));
        forOne.forEach(component -> component.setVisible(selected == 1));
        changes.forEach(component -> component.setVisible(mayChange));
        rename.setVisible(mayChange && selected == 1);
    }
}
