package dev.cairn.tree.ui;

import com.vaadin.flow.component.UI;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.packs.ui.TransferPanel;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.control.BulkEdits;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What a person can do in a folder and with what is selected there, however they ask for it: by a
/// button, a menu, a key or the mouse.
final class EntryCommands {

    /// The folder on screen.
    interface Stage {
        NodeId folder();

        /// Whether the person may change what is in the folder.
        boolean mayChange();

        EntryList entries();

        void opened(Entry entry);

        void showDetails(Entry entry);

        /// Something in the folder has changed.
        void reload();
    }

    private final FolderBrowser browser;
    private final Committer committer;
    private final BulkEdits edits;
    private final Caller caller;
    private final Stage stage;

    EntryCommands(FolderBrowser browser, Committer committer, BulkEdits edits, Caller caller, Stage stage) {
        this.browser = browser;
        this.committer = committer;
        this.edits = edits;
        this.caller = caller;
        this.stage = stage;
    }

    // ---- in the folder

    boolean mayChange() {
        return stage.mayChange();
    }

    void askForFolder() {
        new NewFolderDialog(this::makeFolder).open();
    }

    private void makeFolder(String name) {
        var operation = new Operation.MakeFolder(NodeRef.to(stage.folder()), new FileName(name), true);
        committer.commit(caller, operation, stage.folder(), Optional.empty());
        stage.reload();
    }

    void uploadFiles() {
        transfers().pickFiles();
    }

    void uploadFolder() {
        transfers().pickFolder();
    }

    // ---- with what is selected

    void clearSelection() {
        stage.entries().select(Set.of());
    }

    void open() {
        one().ifPresent(stage::opened);
    }

    void showDetails() {
        one().ifPresent(stage::showDetails);
    }

    void share() {
        one().ifPresent(entry -> new ShareWanted(UI.getCurrent(), entry).tell());
    }

    void rewind() {
        oneFolder().ifPresent(folder -> new RewindWanted(UI.getCurrent(), folder).tell());
    }

    Optional<Entry> oneFolder() {
        return one().filter(entry -> !entry.isFile());
    }

    void download() {
        var targets = stage.entries().targets();
        var file = one().filter(Entry::isFile);
        if (file.isPresent()) {
            var entry = file.get();
            transfers().download(stage.folder(), entry.id(), null, entry.name(), entry.size());
        } else if (!targets.isEmpty()) {
            var nodes = targets.stream().map(Entry::id).toList();
            new ArchiveWanted(UI.getCurrent(), nodes).tell();
        }
    }

    void rename() {
        one().ifPresent(stage.entries()::rename);
    }

    /// @param name what the person typed; not checked
    void rename(Entry entry, String name) {
        var operation = new Operation.Move(
                NodeRef.to(entry.id()), NodeRef.to(stage.folder()), new FileName(name.strip()), null, true);
        committer.commit(caller, operation, stage.folder(), Optional.empty());
        stage.reload();
    }

    void askWhereToMove() {
        var going = stage.entries().targets();
        ask(going, "move.title", "move.action", target -> move(going, target));
    }

    /// Moves entries, but for those that are there or would go into themselves.
    void move(List<Entry> entries, NodeId target) {
        var going = entries.stream()
                .filter(entry -> !entry.id().equals(target) && !target.equals(entry.parent()))
                .toList();
        if (going.isEmpty()) {
            return;
        }
        edits.move(caller, going, target);
        changed();
        Notices.undoable(translate("folder.moved", label(going)), translate("undo"), () -> {
            edits.moveBack(caller, going);
            changed();
        });
    }

    void askWhereToCopy() {
        var copied = stage.entries().targets();
        ask(copied, "copy.title", "copy.action", target -> {
            edits.copy(caller, copied, target);
            changed();
            Notices.done(translate("folder.copied", label(copied)));
        });
    }

    void delete() {
        var going = stage.entries().targets();
        if (going.isEmpty()) {
            return;
        }
        edits.trash(caller, going);
        changed();
        Notices.undoable(translate("folder.deleted", label(going)), translate("undo"), () -> {
            edits.restore(caller, going);
            changed();
        });
    }

    private Optional<Entry> one() {
        var targets = stage.entries().targets();
        return targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty();
    }

    private void ask(List<Entry> entries, String title, String action, Consumer<NodeId> chosen) {
        if (!entries.isEmpty()) {
            new FolderDialog(browser, caller, translate(title, label(entries)), translate(action), chosen).open();
        }
    }

    private void changed() {
        clearSelection();
        stage.reload();
    }

    private static String label(List<Entry> entries) {
        return entries.size() == 1 ? "“" + entries.getFirst().name() + "”" : translate("folder.items", entries.size());
    }

    private static String translate(String key, Object... values) {
        return UI.getCurrent().getTranslation(key, values);
    }

    private static TransferPanel transfers() {
        return TransferPanel.of(UI.getCurrent());
    }
}
