package dev.cairn.standalone.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// What is known of a pack without reading it. Lies sealed in the first page of the pack's file.
///
/// @param size plain bytes
/// @param checksum of the plain bytes
record PackHeader(long size, Sha256 checksum) {

    private static final byte[] MAGIC = "CAIRNPK1".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAIN_BYTES = Long.BYTES + Sha256.BYTES;
    private static final int SEALED_AT = MAGIC.length + PackCipher.SALT_BYTES;

    PackHeader {
        if (size < 0) {
            throw new IllegalArgumentException("A size is not negative");
        }
    }

    /// The first page of the file.
    ///
    /// @param salt the cipher's
    ByteBuffer seal(byte[] salt, PackCipher cipher) {
        var plain = ByteBuffer.allocate(PLAIN_BYTES).putLong(size).put(checksum.toBytes());
        var page = ByteBuffer.allocate(PackLayout.HEADER_BYTES).put(MAGIC).put(salt);
        cipher.seal(PackCipher.HEADER, plain.array(), 0, PLAIN_BYTES, page.array(), SEALED_AT);
        return page.rewind();
    }

    /// A pack's header together with the cipher that opens its blocks.
    record Opened(PackHeader header, PackCipher cipher) {}

    /// @throws DamagedPackException if the header does not open, or the file has another length than it says
    static Opened read(FileChannel file, SecretKey master, String packName) throws IOException {
        var page = ByteBuffer.allocate(PackLayout.HEADER_BYTES);
        while (page.hasRemaining()) {
            if (file.read(page, page.position()) < 0) {
                throw new DamagedPackException("The header is cut short");
            }
        }
        var magic = new byte[MAGIC.length];
        var salt = new byte[PackCipher.SALT_BYTES];
        page.flip().get(magic).get(salt);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new DamagedPackException("This is not a pack");
        }
        var cipher = new PackCipher(master, salt, packName);
        var plain = ByteBuffer.allocate(PLAIN_BYTES);
        cipher.open(PackCipher.HEADER, page.array(), SEALED_AT, PLAIN_BYTES + PackCipher.TAG_BYTES, plain.array(), 0);
        long size = plain.getLong();
        var checksum = new byte[Sha256.BYTES];
        plain.get(checksum);
        var header = new PackHeader(size, Sha256.ofBytes(checksum));
        if (PackLayout.plainSize(file.size()) != header.size) {
            throw new DamagedPackException("The file is cut short or has grown");
        }
        return new Opened(header, cipher);
    }
}
