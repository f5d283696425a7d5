package dev.cairn.standalone.s3;

/// A run of a pack's plain bytes.
///
/// @param start offset of the first byte
/// @param end offset after the last byte
record ByteRange(long start, long end) {

    ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Not a range of bytes");
        }
    }

    long length() {
        return end - start;
    }
}
