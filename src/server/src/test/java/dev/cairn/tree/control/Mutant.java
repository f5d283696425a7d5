package dev.cairn.tree.control;

/// What the collector and those around it could forget; each is a way to lose data, and must be found
/// by the plays.
enum Mutant {
    /// None: as it is.
    NONE,
    /// What commits take up after the marking is not marked.
    FORGETS_NEW_CONTENTS,
    /// Older versions are not marked.
    FORGETS_VERSIONS,
    /// The trash is not marked.
    FORGETS_TRASH,
    /// Chunks that an open upload has brought are not held for its next commit.
    FORGETS_OPEN_UPLOADS,
    /// Only one of the namespaces that use a pack is asked before it is declared dying.
    ASKS_ONE_NAMESPACE,
    /// Chunks are given to another namespace without noting that it uses the pack.
    FORGETS_PACK_USE,
    /// The object of a pack goes as soon as nothing refers to it.
    HAS_NO_GRACE,
    /// Dying packs are deleted before their time.
    BURIES_EARLY,
    /// What has taken a pack up while it was dying is not looked for.
    LOOKS_ONCE,
    /// An object that is announced for too short a time becomes a pack.
    ENTERS_LATE,
    /// A commit takes up packs of an upload that has ended.
    CLAIMS_ENDED_UPLOADS,
    /// What an upload leaves goes while a restored database still takes the upload to be open.
    DOOMS_EARLY,
    /// A commit believes that all chunks are there.
    COMMITS_BLINDLY
}
