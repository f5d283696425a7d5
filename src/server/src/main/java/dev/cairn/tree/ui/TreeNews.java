package dev.cairn.tree.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import dev.cairn.core.sync.NamespaceId;

/// A page is told that a namespace has changed, by this person or another, here or elsewhere.
public class TreeNews extends ComponentEvent<UI> {

    private final NamespaceId namespace;
    private final long seq;

    /// @param seq that the namespace has come to
    public TreeNews(UI page, NamespaceId namespace, long seq) {
        super(page, true);
        this.namespace = namespace;
        this.seq = seq;
    }

    public NamespaceId namespace() {
        return namespace;
    }

    public long seq() {
        return seq;
    }

    /// Tells all who listen on this page.
    public void tell() {
        ComponentUtil.fireEvent(getSource(), this);
    }

    /// Calls back with all news of a page.
    public static Registration listen(UI page, ComponentEventListener<TreeNews> listener) {
        return ComponentUtil.addListener(page, TreeNews.class, listener);
    }
}
