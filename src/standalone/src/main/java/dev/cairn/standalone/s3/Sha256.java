package dev.cairn.standalone.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The SHA-256 of a pack's plain bytes (FIPS 180-4).
///
/// @param hex 64 lower-case hexadecimal digits
record Sha256(String hex) {

    static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    Sha256 {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("Not a SHA-256");
        }
    }

    static Sha256 ofBytes(byte[] bytes) {
        return new Sha256(HexFormat.of().formatHex(bytes));
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    /// As in the header `x-amz-checksum-sha256`.
    String base64() {
        return Base64.getEncoder().encodeToString(toBytes());
    }

    /// An opaque entity tag: with its 64 digits nobody takes it for an MD5.
    String entityTag() {
        return '"' + hex + '"';
    }
}
