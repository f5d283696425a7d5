package dev.cairn.standalone.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the signature of a request says of itself, whether it is right or not; S3Proxy finds that out.
///
/// Source: AWS, "Authenticating Requests (AWS Signature Version 4)".
///
/// @param signed the headers it covers, in lower case
/// @param date when a signed URL begins to be good; empty for other requests
record SignatureClaim(Set<String> signed, Optional<Instant> date) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /// How far the clock of who signs may be ahead of ours.
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final String SIGNED_HEADERS = "SignedHeaders=";

    SignatureClaim {
        signed = Set.copyOf(signed);
    }

    static SignatureClaim of(HttpServletRequest request) {
        return new SignatureClaim(signedHeaders(request), date(request));
    }

    private static Set<String> signedHeaders(HttpServletRequest request) {
        var list = request.getParameter("X-Amz-SignedHeaders");
        var authorization = request.getHeader("Authorization");
        if (list == null && authorization != null && authorization.contains(SIGNED_HEADERS)) {
            int start = authorization.indexOf(SIGNED_HEADERS) + SIGNED_HEADERS.length();
            int end = authorization.indexOf(',', start);
            list = authorization.substring(start, end < 0 ? authorization.length() : end);
        }
        return list == null
                ? Set.of()
                : new TreeSet<>(List.of(list.strip().toLowerCase(Locale.ROOT).split(";")));
    }

    private static Optional<Instant> date(HttpServletRequest request) {
        var stamp = request.getParameter("X-Amz-Date");
        try {
            return stamp == null
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException _) {
            return Optional.empty(); // S3Proxy refuses it
        }
    }

    /// Every `x-amz-…` header of the request that the signature does not cover.
    Set<String> unsignedAmazonHeaders(HttpServletRequest request) {
        var unsigned = new TreeSet<String>();
        for (var name : Collections.list(request.getHeaderNames())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-") && !signed.contains(lower)) {
                unsigned.add(lower);
            }
        }
        return unsigned;
    }

    /// Whether a URL is not good yet: who signs cannot make one today whose life begins tomorrow.
    boolean isFromTheFuture(Instant now) {
        return date.filter(begin -> begin.isAfter(now.plus(AHEAD))).isPresent();
    }
}
