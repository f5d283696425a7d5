package dev.cairn.standalone.s3;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs URLs as a client of the store may get them, and as it should not.
///
/// Source: AWS, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
public record SignedUrls(URI endpoint, String accessKey, String secret) {

    public static final Duration LIFE = Duration.ofMinutes(5);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public URI sign(String method, String path, Map<String, String> headers) {
        return sign(method, path, headers, Map.of(), Instant.now());
    }

    /// @param headers lower-case names, all of them signed; the host is added
    /// @param date when the URL is said to be signed
    public URI sign(String method, String path, Map<String, String> headers, Map<String, String> query, Instant date) {
        var stamp = STAMP.format(date);
        var scope = stamp.substring(0, 8) + "/us-east-1/s3/aws4_request";
        var signed = new TreeMap<>(headers);
        signed.put("host", endpoint.getAuthority());
        var names = String.join(";", signed.keySet());
        var parameters = new TreeMap<>(query);
        parameters.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        parameters.put("X-Amz-Credential", accessKey + "/" + scope);
        parameters.put("X-Amz-Date", stamp);
        parameters.put("X-Amz-Expires", Long.toString(LIFE.toSeconds()));
        parameters.put("X-Amz-SignedHeaders", names);
        var queryText = parameters.entrySet().stream()
                .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("&"));
        var headerText = signed.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        var canonical = String.join(
                "\n",
                method,
                path,
                queryText,
                headerText,
                names,
                headers.getOrDefault("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : new String[] {
            stamp.substring(0, 8),
            "us-east-1",
            "s3",
            "aws4_request",
            String.join("\n", "AWS4-HMAC-SHA256", stamp, scope, hash(canonical))
        }) {
            key = hmac(key, part);
        }
        return endpoint.resolve(
                path + "?" + queryText + "&X-Amz-Signature=" + HexFormat.of().formatHex(key));
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
