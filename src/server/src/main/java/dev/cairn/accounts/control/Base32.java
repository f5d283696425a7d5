package dev.cairn.accounts.control;

/// Bytes as letters and digits that people can type. Source: RFC 4648, section 6, without padding.
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String of(byte[] bytes) {
        var text = new StringBuilder();
        int held = 0;
        int count = 0;
        for (byte each : bytes) {
            held = held << Byte.SIZE | each & 0xff;
            count += Byte.SIZE;
            while (count >= BITS) {
                count -= BITS;
                text.append(ALPHABET.charAt(held >> count & 0x1f));
            }
        }
        if (count > 0) {
            text.append(ALPHABET.charAt(held << BITS - count & 0x1f));
        }
        return text.toString();
    }
}
