package dev.cairn.core.sync;

/// A session that brings new chunks into packs.
///
/// @param namespace the namespace that the chunks are meant for
/// @param value drawn at random
public record UploadId(NamespaceId namespace, long value) {

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static UploadId valueOf(String text) {
        HexId.check(text, 24);
        return new UploadId(NamespaceId.valueOf(text.substring(0, 8)), HexId.parseLong(text.substring(8)));
    }

    /// The form used in the API: twenty-four hexadecimal digits.
    @Override
    public String toString() {
        return namespace + HexId.text(value);
    }
}
