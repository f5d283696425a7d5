package dev.cairn.client.reconcile;

/// One thing to be done.
public sealed interface Action {

    EntryId id();

    /// Changes nothing but what this device remembers.
    sealed interface Note extends Action {}

    /// Changes the server's tree: an operation of a commit.
    sealed interface OnServer extends Action {}

    /// Changes the disk.
    sealed interface OnDisk extends Action {}

    /// Both sides have the same: it is synced from now on.
    record Agree(EntryId id) implements Note {}

    /// Neither side has it any more, or one side's delete lost against the other's change: it is no
    /// longer synced.
    record Forget(EntryId id) implements Note {}

    /// What the disk has at a place, and the server does not know, is the node that the server has
    /// there.
    record Recognise(EntryId local, EntryId id) implements Note {}

    /// The server has deleted the folder, but there is something new in it: from now on the disk's
    /// folder is a new one.
    record Detach(EntryId id) implements Note {}

    /// Sends a new file, or a new content of a file, from where it is on the disk.
    record Upload(EntryId id) implements OnServer {}

    record MakeRemoteFolder(EntryId id) implements OnServer {}

    /// Moves or renames a node to where it is on the disk.
    record MoveRemote(EntryId id) implements OnServer {}

    /// Renames a node for a moment, within the same commit, so that others can swap their names.
    record StepAside(EntryId id) implements OnServer {}

    /// Deletes a file, or a folder with all that is in it.
    record DeleteRemote(EntryId id) implements OnServer {}

    /// Fetches a new file, or a new content of a file.
    record Download(EntryId id) implements OnDisk {}

    record MakeLocalFolder(EntryId id) implements OnDisk {}

    /// Moves or renames an entry to where it is on the server.
    record MoveLocal(EntryId id) implements OnDisk {}

    /// Moves an entry out of the way, to [EntryId#PARKING].
    record Park(EntryId id) implements OnDisk {}

    /// Deletes a file or an empty folder.
    record DeleteLocal(EntryId id) implements OnDisk {}

    /// Gives a new entry the name of a conflicted copy, because its place belongs to a node that is
    /// on the disk, too: beside it under a name that differs in case or composition alone, or on its
    /// way there.
    record Distinguish(EntryId id) implements OnDisk {}
}
