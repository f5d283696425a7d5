package dev.cairn.accounts.control;

import dev.cairn.core.sync.NamespaceId;
import java.time.Instant;

/// A namespace has just been made, in the transaction that is under way; it has no top folder yet.
public record NamespaceOpened(NamespaceId namespace, Instant at) {}
