package dev.cairn.tree.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import dev.cairn.core.sync.NamespaceId;

/// A page shows something of a namespace now, and wants to hear of its changes.
public class TreeShown extends ComponentEvent<UI> {

    private final NamespaceId namespace;

    public TreeShown(UI page, NamespaceId namespace) {
        super(page, false);
        this.namespace = namespace;
    }

    public NamespaceId namespace() {
        return namespace;
    }

    /// Tells all who listen on this page.
    public void tell() {
        ComponentUtil.fireEvent(getSource(), this);
    }

    /// Calls back whenever a page shows a namespace.
    public static Registration listen(UI page, ComponentEventListener<TreeShown> listener) {
        return ComponentUtil.addListener(page, TreeShown.class, listener);
    }
}
