package dev.cairn.tree.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.AbstractBackEndHierarchicalDataProvider;
import com.vaadin.flow.data.provider.hierarchy.HierarchicalQuery;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.NodeId;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Asks for a folder: where to move or copy something to.
final class FolderDialog extends Dialog {

    private final TreeGrid<Entry> tree = new TreeGrid<>();

    /// @param title what is going to happen
    /// @param action what the button says
    /// @param chosen is told the folder
    FolderDialog(FolderBrowser browser, Caller caller, String title, String action, Consumer<NodeId> chosen) {
        setHeaderTitle(title);
        setWidth("30rem");
        var top = browser.find(caller, NodeId.rootOf(caller.own())).entry();
        tree.setId("folder-tree");
        tree.setDataProvider(new Folders(browser, caller, top));
        tree.addHierarchyColumn(entry -> entry.parent() == null ? getTranslation("nav.files") : entry.name());
        tree.setHeight("22rem");
        tree.expand(top);
        tree.select(top);
        add(tree);
        var go = new Button(action, _ -> {
            close();
            tree.getSelectedItems().stream().findFirst().map(Entry::id).ifPresent(chosen);
        });
        go.setId("folder-chosen");
        go.addThemeVariants(ButtonVariant.PRIMARY);
        tree.addSelectionListener(
                event -> go.setEnabled(!event.getAllSelectedItems().isEmpty()));
        var cancel = new Button(getTranslation("cancel"), _ -> close());
        cancel.setId("folder-cancel");
        getFooter().add(cancel, go);
    }

    private static final class Folders extends AbstractBackEndHierarchicalDataProvider<Entry, Void> {

        private final transient FolderBrowser browser;
        private final transient Caller caller;
        private final transient Entry top;

        Folders(FolderBrowser browser, Caller caller, Entry top) {
            this.browser = browser;
            this.caller = caller;
            this.top = top;
        }

        @Override
        protected Stream<Entry> fetchChildrenFromBackEnd(HierarchicalQuery<Entry, Void> query) {
            var parent = query.getParent();
            return parent == null
                    ? Stream.of(top).skip(query.getOffset()).limit(query.getLimit())
                    : browser.folders(caller, parent.inside(), query.getOffset(), query.getLimit()).stream();
        }

        @Override
        public int getChildCount(HierarchicalQuery<Entry, Void> query) {
            return query.getParent() == null
                    ? 1
                    : browser.countFolders(caller, query.getParent().inside());
        }

        @Override
        public boolean hasChildren(Entry entry) {
            return browser.countFolders(caller, entry.inside()) > 0;
        }

        @Override
        public Object getId(Entry entry) {
            return entry.id();
        }
    }
}
