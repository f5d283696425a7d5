package dev.cairn.standalone.s3;

/// Where things lie in a pack's file: a header of one page, then sealed blocks, the last one shorter.
///
/// Every block starts on a page, and the place of a plain byte follows from its offset alone, so a range
/// is read without reading what lies before it.
final class PackLayout {

    /// Size of the header with its padding, in bytes.
    static final int HEADER_BYTES = 4096;

    /// Size of a full block in the file, in bytes.
    static final int SEALED_BLOCK = 64 * 1024;

    /// Plain bytes in a full block.
    static final int PLAIN_BLOCK = SEALED_BLOCK - PackCipher.TAG_BYTES;

    /// How many blocks are read or written by one system call. Every request under way holds two buffers
    /// of this size. (1 was some 10 % slower than 4; 16 was much slower.)
    static final int BLOCKS_AT_ONCE = 4;

    private PackLayout() {}

    /// The number of the block that has the plain byte at this offset.
    static long blockOf(long offset) {
        return offset / PLAIN_BLOCK;
    }

    /// Where the block with this number starts in the file.
    static long placeOf(long block) {
        return HEADER_BYTES + block * SEALED_BLOCK;
    }

    /// Plain size in bytes of a pack whose file has this length; negative if no pack's file has it.
    static long plainSize(long fileLength) {
        long sealed = fileLength - HEADER_BYTES;
        long rest = sealed % SEALED_BLOCK;
        if (sealed < 0 || rest > 0 && rest <= PackCipher.TAG_BYTES) {
            return -1;
        }
        return sealed / SEALED_BLOCK * PLAIN_BLOCK + (rest == 0 ? 0 : rest - PackCipher.TAG_BYTES);
    }
}
