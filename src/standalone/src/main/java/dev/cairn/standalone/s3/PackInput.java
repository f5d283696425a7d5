package dev.cairn.standalone.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// The plain bytes of a pack, or of a range of it. Owns the file and closes it.
///
/// Reads only the blocks that the range touches. Gives out no byte of a block that does not open.
final class PackInput extends InputStream {

    private final FileChannel file;
    private final PackCipher cipher;
    private final long end;
    private final byte[] sealed;
    private final byte[] plain;
    private long position;
    private int from;
    private int to;

    /// @param range ends where the pack does, at the latest
    PackInput(FileChannel file, PackCipher cipher, ByteRange range) {
        this.file = file;
        this.cipher = cipher;
        this.position = range.start();
        this.end = range.end();
        this.sealed = new byte[blocksAhead() * PackLayout.SEALED_BLOCK];
        this.plain = new byte[blocksAhead() * PackLayout.PLAIN_BLOCK];
    }

    /// How many blocks to read next.
    private int blocksAhead() {
        if (position == end) {
            return 0;
        }
        long left = PackLayout.blockOf(end - 1) - PackLayout.blockOf(position) + 1;
        return (int) Math.min(PackLayout.BLOCKS_AT_ONCE, left);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (from == to && !fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(plain, from, target, offset, count);
        from += count;
        return count;
    }

    /// @return whether there is more
    private boolean fill() throws IOException {
        int blocks = blocksAhead();
        if (blocks == 0) {
            return false;
        }
        int opened = open(PackLayout.blockOf(position), read(blocks));
        from = (int) (position % PackLayout.PLAIN_BLOCK);
        to = (int) Math.min(opened, from + (end - position));
        if (to <= from) {
            throw new DamagedPackException("The pack ends too early");
        }
        position += to - from;
        return true;
    }

    /// @return how many sealed bytes there were
    private int read(int blocks) throws IOException {
        long place = PackLayout.placeOf(PackLayout.blockOf(position));
        var bytes = ByteBuffer.wrap(sealed, 0, blocks * PackLayout.SEALED_BLOCK);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, place + bytes.position());
        }
        return bytes.position();
    }

    /// @return how many plain bytes there are now
    private int open(long first, int length) throws DamagedPackException {
        long number = first;
        int opened = 0;
        for (int at = 0; at < length; at += PackLayout.SEALED_BLOCK) {
            int block = Math.min(PackLayout.SEALED_BLOCK, length - at);
            if (block <= PackCipher.TAG_BYTES) {
                throw new DamagedPackException("Block " + number + " is cut short");
            }
            opened += cipher.open(number++, sealed, at, block, plain, opened);
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
