package dev.cairn.packs.s3;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.PackStore.SignedRequest;
import dev.cairn.platform.control.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs URLs: AWS Signature Version 4 in the query.
///
/// Our own because the SDK's presigner takes the header `x-amz-content-sha256` away before it signs,
/// so that its URLs do not bind the bytes on a store that knows no other checksum. See decision
/// 0007. Source: AWS, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
final class S3Signer {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final URI endpoint;
    private final String region;
    private final String bucket;
    private final String accessKey;
    private final byte[] secretKey;
    private final InstantSource clock;

    /// @param endpoint the host that clients reach; it is part of every signature
    S3Signer(URI endpoint, Settings.Store store, InstantSource clock) {
        this.endpoint = endpoint;
        this.region = store.region();
        this.bucket = store.bucket();
        this.accessKey = store.accessKey();
        this.secretKey = ("AWS4" + store.secretKey()).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /// @param headers lower-case names; every one is signed, so a request without one, or with
    ///     another value, is refused
    /// @param query more parameters, signed as well
    SignedRequest sign(
            String method, String key, Map<String, String> headers, Map<String, String> query, Duration life) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var stamp = STAMP.format(now);
        var date = stamp.substring(0, 8);
        var scope = date + "/" + region + "/s3/aws4_request";
        var path =
                endpoint.getRawPath() + "/" + escape(bucket) + "/" + escape(key).replace("%2F", "/");
        SortedMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", endpoint.getRawAuthority());
        var names = String.join(";", signed.keySet());
        SortedMap<String, String> parameters = new TreeMap<>(query);
        parameters.put("X-Amz-Algorithm", ALGORITHM);
        parameters.put("X-Amz-Credential", accessKey + "/" + scope);
        parameters.put("X-Amz-Date", stamp);
        parameters.put("X-Amz-Expires", Long.toString(life.toSeconds()));
        parameters.put("X-Amz-SignedHeaders", names);
        var queryText = parameters.entrySet().stream()
                .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("&"));
        var headerText = signed.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue().strip() + "\n")
                .collect(Collectors.joining());
        var canonical = String.join(
                "\n",
                method,
                path,
                queryText,
                headerText,
                names,
                headers.getOrDefault(CONTENT_HASH, "UNSIGNED-PAYLOAD"));
        var signature = signature(date, String.join("\n", ALGORITHM, stamp, scope, hash(canonical)));
        var origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        return new SignedRequest(
                method,
                URI.create(origin + path + "?" + queryText + "&X-Amz-Signature=" + signature),
                Map.copyOf(headers),
                expiry(now, life));
    }

    private static Instant expiry(Instant now, Duration life) {
        return now.plusSeconds(life.toSeconds());
    }

    private String signature(String date, String text) {
        var key = hmac(hmac(hmac(hmac(secretKey, date), region), "s3"), "aws4_request");
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static String hash(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(bytes, 0, bytes.length).toString();
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has HmacSHA256", e);
        }
    }
}
