package dev.cairn.bench.client;

/// A stretch of a file in memory, cut into whole chunks.
///
/// @param bytes its first bytes are the stretch; shared with whoever reads the next one
/// @param offset of the stretch in the file, in bytes
/// @param ends where each chunk ends in `bytes`, ascending
record Window(byte[] bytes, long offset, int[] ends) {}
