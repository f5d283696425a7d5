package dev.cairn.core.sync;

/// Somebody without an account, for as long as they stay. Known to the server alone.
///
/// @param value drawn at random
public record VisitorId(long value) {}
