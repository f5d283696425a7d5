package dev.cairn.sharing.boundary;

import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Map;
import java.util.function.BiConsumer;

/// Headers of everything that has to do with links: their URLs open something, so nobody else may
/// learn of them, be it another site, a search engine or a cache.
final class VisitorHeaders {

    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Robots-Tag", "noindex, nofollow");

    private VisitorHeaders() {}

    static ResponseBuilder on(ResponseBuilder answer) {
        HEADERS.forEach(answer::header);
        return answer;
    }

    static void set(BiConsumer<String, String> header) {
        HEADERS.forEach(header);
    }
}
