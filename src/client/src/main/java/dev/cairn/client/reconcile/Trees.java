package dev.cairn.client.reconcile;

import java.util.function.Predicate;

/// All that a plan is made from.
///
/// @param remote as the server last said: what is live, and chosen to be on this device
/// @param synced the last state that both sides agreed on
/// @param local as the disk was last seen
/// @param unknown true of entries of which the disk's state is not known just now: unreadable, being
///     written, of a name that cannot be sent. They, and what is below them, are left alone; not
///     knowing is never read as a delete
public record Trees(Tree remote, Tree synced, Tree local, Predicate<EntryId> unknown) {}
