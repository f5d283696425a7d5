package dev.cairn.tree.ui;

import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.grid.contextmenu.GridMenuItem;
import dev.cairn.tree.control.Entry;
import java.util.List;
import java.util.Set;

/// The menu at the mouse: what can be done with the entry that it is on, or with all that are
/// selected if that is one of them.
final class EntryMenu extends GridContextMenu<Entry> {

    EntryMenu(EntryGrid grid, EntryCommands commands) {
        super(grid);
        item("command.open", commands::open);
        item("command.share", commands::share);
        item("command.download", commands::download);
        var rename = item("command.rename", commands::rename);
        var move = item("command.move", commands::askWhereToMove);
        item("command.copy", commands::askWhereToCopy);
        var rewind = addItem(getTranslation("command.rewind"), _ -> commands.rewind());
        rewind.setId("command-rewind");
        item("command.details", commands::showDetails);
        var delete = item("command.delete", commands::delete);
        setDynamicContentHandler(entry -> {
            if (entry != null && !grid.getSelectedItems().contains(entry)) {
                grid.select(Set.of(entry));
            }
            boolean mayChange = commands.mayChange();
            List.of(rename, move, delete).forEach(item -> item.setVisible(mayChange));
            rewind.setVisible(mayChange && commands.oneFolder().isPresent());
            return entry != null;
        });
    }

    private GridMenuItem<Entry> item(String text, Runnable action) {
        return addItem(getTranslation(text), _ -> action.run());
    }
}
