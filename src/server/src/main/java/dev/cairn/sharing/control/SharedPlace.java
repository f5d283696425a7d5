package dev.cairn.sharing.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import org.jspecify.annotations.Nullable;

/// Where the caller finds something that is shared.
///
/// @param folder of a folder, the top folder of its namespace; of a file, the folder that it is in, null if it
///     hangs nowhere
/// @param file null for a folder
record SharedPlace(@Nullable NodeId folder, @Nullable NodeId file) {

    static SharedPlace of(FolderBrowser browser, Caller caller, NamespaceId shared, NodeKind kind) {
        var top = NodeId.rootOf(shared);
        return kind == NodeKind.FOLDER ? new SharedPlace(top, null) : ofFile(browser, caller, top);
    }

    private static SharedPlace ofFile(FolderBrowser browser, Caller caller, NodeId file) {
        try {
            var found = browser.find(caller, file);
            return new SharedPlace(
                    found.folder().map(Entry::id).orElse(null), found.entry().id());
        } catch (ProblemException notYet) {
            return new SharedPlace(null, file);
        }
    }
}
