package dev.cairn.tree.ui;

import com.vaadin.flow.component.Component;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.Entry;
import java.util.Optional;

/// Shows people what is in files, as far as a browser may and can.
public interface EntryPreviews {

    /// Whether there is anything to be shown of a file, by its name and its size in bytes.
    boolean isThere(String fileName, long size);

    /// Where the page finds a small picture for a tile; empty if the file can have none.
    Optional<String> tile(Caller caller, Entry entry);

    /// What the drawer shows of a file; empty if there is nothing.
    Optional<Component> inDrawer(Caller caller, Entry entry);

    /// What a window shows of a version of a file; empty as above.
    ///
    /// @param size of the version, in bytes
    Optional<Component> inWindow(Caller caller, Entry entry, VersionId version, long size);
}
