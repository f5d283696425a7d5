package dev.cairn.accounts.control;

import dev.cairn.core.sync.UserId;

/// Somebody cannot sign in at the provider any more, because they have said so.
///
/// @param address where the request came from
public record IdentityParted(UserId user, String address) {}
