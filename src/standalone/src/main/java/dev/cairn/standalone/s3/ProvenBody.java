package dev.cairn.standalone.s3;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.function.Supplier;

/// The bytes of a pack that is being stored, with a SHA-256 that they are known to have in the end.
///
/// @param bytes whoever reads them hears of a wrong checksum by an exception at the end
/// @param checksum asked for once all bytes have been read
record ProvenBody(InputStream bytes, Supplier<Sha256> checksum) {

    /// Bytes that `in` itself holds to this checksum.
    static ProvenBody heldTo(Sha256 checksum, InputStream in) {
        return new ProvenBody(in, () -> checksum);
    }

    /// Bytes that nobody else hashes.
    static ProvenBody hashing(InputStream in) {
        var digest = Sha256.newDigest();
        return new ProvenBody(new DigestInputStream(in, digest), () -> Sha256.ofBytes(digest.digest()));
    }
}
