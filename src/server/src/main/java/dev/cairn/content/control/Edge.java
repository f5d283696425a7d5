package dev.cairn.content.control;

import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cache of the content endpoint near those who read, as `payara-config/edge.conf` sets one up. It
/// checks signatures and their end by itself, so that who reads what it has costs this server nothing.
@OneObject
public class Edge {

    /// Shows each of the two to the other.
    public static final String KEY_HEADER = "X-Cairn-Edge";

    /// How much of a content it keeps as one piece, in bytes; `slice` in its settings.
    static final long SLICE = 8L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int NOT_KEPT = 404;

    private final Optional<Settings.Cdn> cdn;

    @Inject
    Edge(Settings settings) {
        this.cdn = settings.cdn();
    }

    public boolean isThere() {
        return cdn.isPresent();
    }

    /// Whether a request comes from it.
    ///
    /// @param shown the value of its [#KEY_HEADER]
    public boolean isShown(@Nullable String shown) {
        return shown != null
                && cdn.isPresent()
                && MessageDigest.isEqual(bytes(shown), bytes(cdn.get().key()));
    }

    URI url() {
        return cdn.orElseThrow().url();
    }

    /// The part of a URL's query that the edge checks.
    ///
    /// nginx knows MD5 alone. Found collisions are of no use to anybody: the key comes first as well
    /// as last, and all between has a fixed form.
    String signature(VersionId version, Instant expires) {
        var key = cdn.orElseThrow().key();
        long seconds = expires.getEpochSecond();
        var digest = md5().digest(bytes(key + " " + version + " " + seconds + " " + key));
        return "expires=" + seconds + "&signature="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /// Takes a content out of the cache. Taking out what is not there is no error.
    ///
    /// @param size bytes of the content
    /// @throws IOException if the edge does not answer, or not as it should
    void purge(VersionId version, long size) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (long first = 0; first < size; first += SLICE) {
                var slice = URI.create(url() + "/purge/" + version + "/" + first + "-" + (first + SLICE - 1));
                var request = HttpRequest.newBuilder(slice)
                        .timeout(PATIENCE)
                        .header(KEY_HEADER, cdn.orElseThrow().key())
                        .build();
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != OK && status != NOT_KEPT) {
                    throw new IOException("The edge answers " + status);
                }
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has MD5", e);
        }
    }
}
