package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;

/// A commit has gone through.
///
/// @param seq the namespace's head now
public record NamespaceChanged(NamespaceId namespace, long seq) {}
