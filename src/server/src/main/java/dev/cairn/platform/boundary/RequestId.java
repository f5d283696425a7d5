package dev.cairn.platform.boundary;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// Gives every request an id, which is in the answer and, where something goes wrong, in the log. A
/// proxy in front may have given it one already.
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestId extends HttpFilter {

    static final String HEADER = "X-Request-Id";

    private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var given = request.getHeader(HEADER);
        var id = given != null && GOOD.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        request.setAttribute(HEADER, id);
        response.setHeader(HEADER, id);
        chain.doFilter(request, response);
    }

    /// The id of a request.
    static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HEADER));
    }

    /// The same as one more argument of what is logged: a field of its own, where the log is lines of JSON.
    static Map<String, String> field(HttpServletRequest request) {
        return Map.of("RequestId", of(request));
    }
}
