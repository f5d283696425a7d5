package dev.cairn.tree.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import dev.cairn.tree.control.Entry;

/// A person wants a folder that a page shows to be as it was.
public class RewindWanted extends ComponentEvent<UI> {

    private final transient Entry folder;

    public RewindWanted(UI page, Entry folder) {
        super(page, false);
        this.folder = folder;
    }

    public Entry folder() {
        return folder;
    }

    /// Tells all who listen on this page.
    public void tell() {
        ComponentUtil.fireEvent(getSource(), this);
    }

    /// Calls back whenever a folder is to be rewound.
    public static Registration listen(UI page, ComponentEventListener<RewindWanted> listener) {
        return ComponentUtil.addListener(page, RewindWanted.class, listener);
    }
}
