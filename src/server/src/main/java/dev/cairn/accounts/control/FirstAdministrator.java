package dev.cairn.accounts.control;

import dev.cairn.core.sync.UserId;

/// Somebody becomes administrator by the one-time token of a new server, in the transaction that is
/// under way.
public record FirstAdministrator(UserId user) {}
