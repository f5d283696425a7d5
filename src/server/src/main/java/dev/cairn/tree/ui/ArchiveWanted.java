package dev.cairn.tree.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import dev.cairn.core.sync.NodeId;
import java.util.List;

/// The person of a page wants to download a folder, or several entries at once.
public class ArchiveWanted extends ComponentEvent<UI> {

    private final transient List<NodeId> nodes;

    public ArchiveWanted(UI page, List<NodeId> nodes) {
        super(page, false);
        this.nodes = List.copyOf(nodes);
    }

    public List<NodeId> nodes() {
        return nodes;
    }

    /// Tells all who listen on this page.
    public void tell() {
        ComponentUtil.fireEvent(getSource(), this);
    }

    /// Calls back whenever an archive is wanted on a page.
    public static Registration listen(UI page, ComponentEventListener<ArchiveWanted> listener) {
        return ComponentUtil.addListener(page, ArchiveWanted.class, listener);
    }
}
