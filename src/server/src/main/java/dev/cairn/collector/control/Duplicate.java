package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.packs.control.PackId;

/// A chunk that a namespace has in a pack of its own, though another one has it in an older pack.
///
/// @param pack where it is
/// @param first the oldest pack that a namespace has it in
public record Duplicate(Fingerprint fingerprint, NamespaceId namespace, PackId pack, PackId first) {}
