package dev.cairn.standalone.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Writes one pack into a file in one pass: what it reads it seals, and what it has sealed it writes.
final class PackWriter {

    private final FileChannel file;
    private final PackCipher cipher;
    private final WriteBack writeBack;
    private final byte[] plain = new byte[PackLayout.BLOCKS_AT_ONCE * PackLayout.PLAIN_BLOCK];
    private final byte[] sealed = new byte[PackLayout.BLOCKS_AT_ONCE * PackLayout.SEALED_BLOCK];
    private long nextBlock;

    /// @param writeBack of the same file; told of everything that is written
    PackWriter(FileChannel file, PackCipher cipher, WriteBack writeBack) {
        this.file = file;
        this.cipher = cipher;
        this.writeBack = writeBack;
    }

    /// Writes all of `in` as blocks.
    ///
    /// @return how many plain bytes there were
    long copy(InputStream in) throws IOException {
        long size = 0;
        int got;
        do {
            got = in.readNBytes(plain, 0, plain.length);
            writeBlocks(got);
            size += got;
        } while (got == plain.length);
        return size;
    }

    private void writeBlocks(int length) throws IOException {
        long place = PackLayout.placeOf(nextBlock);
        int used = 0;
        for (int offset = 0; offset < length; offset += PackLayout.PLAIN_BLOCK) {
            int block = Math.min(PackLayout.PLAIN_BLOCK, length - offset);
            used += cipher.seal(nextBlock++, plain, offset, block, sealed, used);
        }
        write(ByteBuffer.wrap(sealed, 0, used), place);
    }

    void writeHeader(ByteBuffer page) throws IOException {
        write(page, 0);
    }

    private void write(ByteBuffer bytes, long place) throws IOException {
        int length = bytes.remaining();
        for (long at = place; bytes.hasRemaining(); ) {
            at += file.write(bytes, at);
        }
        writeBack.written(length);
    }
}
