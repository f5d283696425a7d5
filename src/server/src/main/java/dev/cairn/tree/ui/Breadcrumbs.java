package dev.cairn.tree.ui;

import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.cairn.core.sync.NodeId;
import dev.cairn.tree.control.Entry;
import java.util.List;
import java.util.function.Consumer;

/// The way from the top folder to the present one. What is dragged from the list may be dropped on
/// any folder of it.
final class Breadcrumbs extends Nav {

    private final OrderedList steps = new OrderedList();
    private final Consumer<NodeId> dropped;

    /// @param dropped is told the folder that something was dropped on
    Breadcrumbs(Consumer<NodeId> dropped) {
        this.dropped = dropped;
        addClassName("breadcrumbs");
        getElement().setAttribute("aria-label", getTranslation("folder.path"));
        add(steps);
    }

    /// @param path from the top folder down to the present one
    void show(List<Entry> path) {
        steps.removeAll();
        path.subList(0, path.size() - 1).forEach(entry -> steps.add(new ListItem(link(entry))));
        var here = new Span(nameOf(path.getLast()));
        here.getElement().setAttribute("aria-current", "page");
        steps.add(new ListItem(here));
    }

    private Anchor link(Entry entry) {
        var link = new Anchor(isTop(entry) ? "files" : "files/" + entry.id(), nameOf(entry));
        link.getElement().setAttribute("router-link", true);
        DropTarget.create(link).addDropListener(_ -> dropped.accept(entry.id()));
        return link;
    }

    private String nameOf(Entry entry) {
        return isTop(entry) ? getTranslation("nav.files") : entry.name();
    }

    /// Of one's own tree: that of what is shared has a name.
    private static boolean isTop(Entry entry) {
        return entry.name().isEmpty();
    }
}
