package dev.cairn.accounts.control;

import dev.cairn.core.sync.UserId;

/// Somebody sees other namespaces than before, or may do other things in them, once the transaction
/// that is under way has gone through.
public record MembersChanged(UserId user) {}
