package dev.cairn.core.content;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Makes the inputs that `chunking.json` describes.
final class TestInput {

    private TestInput() {}

    static byte[] of(JsonObject input) {
        int length = input.getInt("length");
        return switch (input.getString("kind")) {
            case "byte" -> filled(length, (byte) input.getInt("value"));
            case "random" -> random(input.getInt("seed"), length);
            case "text" -> repeated(input.getString("text").getBytes(StandardCharsets.UTF_8), length);
            case "repeat" -> repeated(random(input.getInt("seed"), input.getInt("period")), length);
            case "lines" -> lines(length);
            case "insert" ->
                inserted(random(input.getInt("seed"), length - 1), input.getInt("at"), (byte) input.getInt("value"));
            default -> throw new IllegalArgumentException("No such input: " + input);
        };
    }

    /// xorshift32, each state as four bytes, little-endian.
    static byte[] random(int seed, int length) {
        var bytes = ByteBuffer.allocate(Math.ceilDiv(length, 4) * 4).order(ByteOrder.LITTLE_ENDIAN);
        int state = seed;
        while (bytes.hasRemaining()) {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            bytes.putInt(state);
        }
        return Arrays.copyOf(bytes.array(), length);
    }

    static byte[] inserted(byte[] content, int at, byte value) {
        var result = new byte[content.length + 1];
        System.arraycopy(content, 0, result, 0, at);
        result[at] = value;
        System.arraycopy(content, at, result, at + 1, content.length - at);
        return result;
    }

    private static byte[] filled(int length, byte value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private static byte[] repeated(byte[] pattern, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = pattern[i % pattern.length];
        }
        return bytes;
    }

    private static byte[] lines(int length) {
        var text = new StringBuilder(length + 32);
        for (int line = 0; text.length() < length; line++) {
            text.append("line ").append(line).append(" of a text file\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }
}
