package dev.cairn.tree.ui;

import dev.cairn.accounts.control.Caller;
import dev.cairn.tree.control.Entry;
import java.util.Optional;

/// Where the page finds small pictures of files.
public interface PictureUrls {

    /// For a tile; empty if the file can have none.
    Optional<String> small(Caller caller, Entry entry);

    /// For the drawer.
    Optional<String> medium(Caller caller, Entry entry);
}
