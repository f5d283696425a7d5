package dev.cairn.platform.boundary;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/// A folder of static files is not there; Vaadin's servlet would read it as a file, and fail.
@WebFilter(
        urlPatterns = {"/engine/*", "/icons/*", "/live/*", "/offline/*", "/styles/*", "/viewer/*"},
        asyncSupported = true)
public class FolderFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        var below = getServletContext().getResourcePaths(path);
        if (below == null || below.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
