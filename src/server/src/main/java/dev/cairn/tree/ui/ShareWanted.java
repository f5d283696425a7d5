package dev.cairn.tree.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import dev.cairn.tree.control.Entry;

/// A person wants to share something that a page shows.
public class ShareWanted extends ComponentEvent<UI> {

    private final transient Entry entry;

    public ShareWanted(UI page, Entry entry) {
        super(page, false);
        this.entry = entry;
    }

    public Entry entry() {
        return entry;
    }

    /// Tells all who listen on this page.
    public void tell() {
        ComponentUtil.fireEvent(getSource(), this);
    }

    /// Calls back whenever something is to be shared.
    public static Registration listen(UI page, ComponentEventListener<ShareWanted> listener) {
        return ComponentUtil.addListener(page, ShareWanted.class, listener);
    }
}
