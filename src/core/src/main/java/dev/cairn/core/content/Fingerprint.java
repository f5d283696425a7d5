package dev.cairn.core.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The name of some bytes: their SHA-256.
///
/// Equal bytes have equal fingerprints, so a chunk that one device has uploaded is not uploaded
/// again by another. Held as four words, not as an array, so that equality is identity of content
/// and a manifest of 16,000 entries stays small. Source: FIPS 180-4.
///
/// @param first bytes 0 to 7 of the digest, big-endian; the other components follow
public record Fingerprint(long first, long second, long third, long fourth) implements Comparable<Fingerprint> {

    /// Size of the binary form, in bytes.
    public static final int BYTES = 32;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /// Names the bytes between the buffer's position and limit, both of which stay where they are.
    public static Fingerprint of(ByteBuffer bytes) {
        var digest = sha256();
        digest.update(bytes.duplicate());
        return ofBytes(digest.digest());
    }

    /// Names `length` bytes of `bytes` from `offset` on.
    ///
    /// @throws IndexOutOfBoundsException if the range is not inside the array
    public static Fingerprint of(byte[] bytes, int offset, int length) {
        var digest = sha256();
        digest.update(bytes, offset, length);
        return ofBytes(digest.digest());
    }

    /// Reads the binary form.
    ///
    /// @throws IllegalArgumentException if `digest` has not 32 bytes
    public static Fingerprint ofBytes(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("A fingerprint has 32 bytes, not " + digest.length);
        }
        return read(ByteBuffer.wrap(digest));
    }

    /// Reads the next 32 bytes of the buffer.
    ///
    /// @throws java.nio.BufferUnderflowException if there are fewer
    public static Fingerprint read(ByteBuffer source) {
        return new Fingerprint(source.getLong(), source.getLong(), source.getLong(), source.getLong());
    }

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException if `hex` is not 64 lower-case hexadecimal digits; one case
    ///     only, so that equal fingerprints have equal texts
    public static Fingerprint parse(String hex) {
        if (hex.length() != 2 * BYTES || !HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("A fingerprint is 64 lower-case hexadecimal digits");
        }
        return new Fingerprint(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, 32),
                HexFormat.fromHexDigitsToLong(hex, 32, 48),
                HexFormat.fromHexDigitsToLong(hex, 48, 64));
    }

    /// A fresh digest of the algorithm that makes fingerprints.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /// The binary form, 32 bytes.
    public byte[] toBytes() {
        var bytes = new byte[BYTES];
        write(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /// Puts the binary form into the next 32 bytes of the buffer.
    ///
    /// @throws java.nio.BufferOverflowException if there is no room for them
    public void write(ByteBuffer target) {
        target.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /// The text form: 64 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }

    /// The order of the binary forms, byte by byte: the order of the database's index.
    @Override
    public int compareTo(Fingerprint other) {
        int order = Long.compareUnsigned(first, other.first);
        if (order == 0) {
            order = Long.compareUnsigned(second, other.second);
        }
        if (order == 0) {
            order = Long.compareUnsigned(third, other.third);
        }
        return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
    }
}
