package dev.cairn.content.boundary;

import dev.cairn.content.control.ContentReaders;
import dev.cairn.content.control.Preview;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends a preview that takes a moment to make; 404 if none can be made.
public final class PreviewAnswer {

    /// For a person's own browser; what is behind the address never changes.
    static final String KEPT = "private, max-age=31536000, immutable";

    /// For visitors, who may sit at anybody's machine.
    public static final String NOT_KEPT = "no-store";

    private PreviewAnswer() {}

    /// @param caching value of `Cache-Control`
    /// @param preview is asked on another thread than the request's
    public static void send(
            ContentReaders readers,
            HttpServletRequest request,
            HttpServletResponse response,
            String caching,
            Supplier<Optional<Preview>> preview) {
        boolean wantsBody = !request.getMethod().equals("HEAD");
        StreamedAnswer.send(
                readers,
                request,
                response,
                out -> {
                    var found = preview.get();
                    head(response, caching, found);
                    if (found.isPresent() && wantsBody) {
                        out.write(found.get().bytes());
                    }
                },
                () -> {});
    }

    private static void head(HttpServletResponse response, String caching, Optional<Preview> preview) {
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (preview.isEmpty()) {
            response.setHeader("Cache-Control", NOT_KEPT);
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Cache-Control", caching);
        response.setContentType(preview.get().type());
        response.setContentLength(preview.get().bytes().length);
    }
}
