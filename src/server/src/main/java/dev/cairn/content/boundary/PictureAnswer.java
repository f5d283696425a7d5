package dev.cairn.content.boundary;

import dev.cairn.content.control.ContentReaders;
import dev.cairn.content.control.Picture;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends a picture that takes a moment to make; 404 if none can be made.
public final class PictureAnswer {

    /// For a person's own browser; what is behind the address never changes.
    static final String KEPT = "private, max-age=31536000, immutable";

    /// For visitors, who may sit at anybody's machine.
    public static final String NOT_KEPT = "no-store";

    private PictureAnswer() {}

    /// @param caching value of `Cache-Control`
    /// @param picture is asked on another thread than the request's
    public static void send(
            ContentReaders readers,
            HttpServletRequest request,
            HttpServletResponse response,
            String caching,
            Supplier<Optional<Picture>> picture) {
        boolean wantsBody = !request.getMethod().equals("HEAD");
        StreamedAnswer.send(
                readers,
                request,
                response,
                out -> {
                    var found = picture.get();
                    head(response, caching, found);
                    if (found.isPresent() && wantsBody) {
                        out.write(found.get().bytes());
                    }
                },
                () -> {});
    }

    private static void head(HttpServletResponse response, String caching, Optional<Picture> picture) {
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (picture.isEmpty()) {
            response.setHeader("Cache-Control", NOT_KEPT);
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Cache-Control", caching);
        response.setContentType(picture.get().type());
        response.setContentLength(picture.get().bytes().length);
    }
}
