package dev.cairn.bench.client;

import java.net.URI;
import java.util.Map;

/// A PUT of a piece of a file, signed, to be carried out by anybody.
///
/// @param headers to be sent exactly so
/// @param offset in the file, in bytes
/// @param length in bytes
public record SignedPut(URI uri, Map<String, String> headers, long offset, int length) {

    public SignedPut {
        headers = Map.copyOf(headers);
    }
}
