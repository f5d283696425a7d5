package dev.cairn.packs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.sync.VersionId;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The page's panel of uploads and downloads. All the work is done in the browser by
/// `webapp/engine`; bytes never come here.
@Tag("cairn-transfers")
public class TransferPanel extends Component {

    /// The panel of a page.
    ///
    /// @throws IllegalStateException if the page has none
    public static TransferPanel of(UI ui) {
        return ui.getChildren()
                .flatMap(TransferPanel::withDescendants)
                .filter(TransferPanel.class::isInstance)
                .map(TransferPanel.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This page has no transfer panel"));
    }

    private static Stream<Component> withDescendants(Component component) {
        return Stream.concat(Stream.of(component), component.getChildren().flatMap(TransferPanel::withDescendants));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://engine/index.js");
    }

    /// Whose transfers these are.
    public void setUser(UserId user) {
        getElement().setProperty("userId", user.toString());
    }

    /// Somebody visits who is asked for files.
    ///
    /// @param account what their unfinished uploads are kept under in the browser
    /// @param token of the visit
    /// @param folder as the visit names it
    /// @param folderName what the visitor is told about where files go
    public void setVisit(String account, String token, NamespaceId namespace, NodeId folder, String folderName) {
        getElement()
                .setPropertyMap(
                        "visit",
                        Map.of(
                                "account", account,
                                "token", token,
                                "namespaceId", namespace.toString(),
                                "folderId", folder.toString(),
                                "folderName", folderName));
    }

    /// Where files go that are dropped or picked; null where none are taken.
    public void setFolder(NamespaceId namespace, NodeId folder) {
        show(namespace, folder);
    }

    /// The page shows no folder.
    public void setNoFolder() {
        show(null, null);
    }

    private void show(@Nullable NamespaceId namespace, @Nullable NodeId folder) {
        getElement().setProperty("namespaceId", namespace == null ? null : namespace.toString());
        getElement().setProperty("folderId", folder == null ? null : folder.toString());
    }

    /// Asks the person for files.
    public void pickFiles() {
        getElement().callJsFunction("pickFiles");
    }

    /// Asks the person for a folder.
    public void pickFolder() {
        getElement().callJsFunction("pickFolder");
    }

    /// Downloads a file.
    ///
    /// @param version null for the newest
    /// @param size in bytes
    public void download(NodeId folder, NodeId file, @Nullable VersionId version, String name, long size) {
        getElement()
                .executeJs(
                        "this.download({folderId: $0, fileId: $1, versionId: $2 || undefined, name: $3, size: $4})",
                        folder.toString(),
                        file.toString(),
                        version == null ? "" : version.toString(),
                        name,
                        (double) size);
    }

    /// Calls back when an upload has changed the tree.
    public Registration addTreeChangedListener(ComponentEventListener<TreeChanged> listener) {
        return addListener(TreeChanged.class, listener);
    }

    /// An upload has changed the tree.
    @DomEvent("cairn-tree-changed")
    public static class TreeChanged extends ComponentEvent<TransferPanel> {
        public TreeChanged(TransferPanel source, boolean fromClient) {
            super(source, fromClient);
        }
    }
}
