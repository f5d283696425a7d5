package dev.cairn.bench.client.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came back, the whole of it in memory.
///
/// @param headers names in lower case
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /// Null if there is no such header.
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /// This answer, if it has a status that is wanted.
    ///
    /// @throws IOException with the start of what it said instead
    public Answer expect(int... wanted) throws IOException {
        for (int each : wanted) {
            if (status == each) {
                return this;
            }
        }
        var text = new String(body, 0, Math.min(body.length, 500), StandardCharsets.UTF_8);
        throw new IOException("Status " + status + ": " + text);
    }
}
