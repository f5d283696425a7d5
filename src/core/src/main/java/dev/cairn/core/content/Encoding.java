package dev.cairn.core.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// The form in which a chunk's bytes are stored: as they are, or compressed on their own.
///
/// The desktop writes zstd (RFC 8878), the browser gzip (RFC 1952); what does not shrink stays as
/// it is. The numbers are on disk and on the wire for ever.
public enum Encoding {
    IDENTITY(0),
    GZIP(1),
    ZSTD(2);

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    /// The encoding's number in binary forms.
    public int number() {
        return number;
    }

    /// The encoding's name in JSON: `identity`, `gzip` or `zstd`.
    public String wireName() {
        return switch (this) {
            case IDENTITY -> "identity";
            case GZIP -> "gzip";
            case ZSTD -> "zstd";
        };
    }

    /// @throws IllegalArgumentException if there is no such encoding
    public static Encoding ofNumber(int number) {
        return switch (number) {
            case 0 -> IDENTITY;
            case 1 -> GZIP;
            case 2 -> ZSTD;
            default -> throw new IllegalArgumentException("There is no encoding " + number);
        };
    }

    /// @throws IllegalArgumentException if there is no such encoding
    public static Encoding ofWireName(String name) {
        return switch (name) {
            case "identity" -> IDENTITY;
            case "gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default -> throw new IllegalArgumentException("An encoding is identity, gzip or zstd");
        };
    }

    /// Restores a chunk's plain bytes.
    ///
    /// Never writes more than `length` bytes, however much the stored form claims to hold.
    ///
    /// @param length size of the plain bytes; at most [Chunk#MAX_LENGTH]
    /// @throws DamagedChunkException if `stored` is not the stored form of exactly `length` bytes
    public byte[] decode(byte[] stored, int length) throws DamagedChunkException {
        return switch (this) {
            case IDENTITY -> {
                if (stored.length != length) {
                    throw new DamagedChunkException(
                            "The chunk has " + stored.length + " bytes and should have " + length);
                }
                yield stored;
            }
            case GZIP -> gunzip(stored, length);
            case ZSTD -> unzstd(stored, length);
        };
    }

    private static byte[] gunzip(byte[] stored, int length) throws DamagedChunkException {
        try (var source = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            var plain = source.readNBytes(length);
            if (plain.length != length || source.read() != -1) {
                throw new DamagedChunkException("The chunk's gzip form does not hold " + length + " bytes");
            }
            return plain;
        } catch (IOException e) {
            throw new DamagedChunkException("The chunk is not in gzip form: " + e.getMessage());
        }
    }

    private static byte[] unzstd(byte[] stored, int length) throws DamagedChunkException {
        var plain = new byte[length];
        long written;
        try {
            written = Zstd.decompressByteArray(plain, 0, length, stored, 0, stored.length);
        } catch (ZstdException e) {
            throw new DamagedChunkException("The chunk is not in zstd form: " + e.getMessage());
        }
        if (written != length) {
            throw new DamagedChunkException("The chunk's zstd form does not hold " + length + " bytes");
        }
        return plain;
    }
}
