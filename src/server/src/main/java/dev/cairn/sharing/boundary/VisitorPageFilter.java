package dev.cairn.sharing.boundary;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Puts the visitors' headers on their pages.
@WebFilter(urlPatterns = "/s/*", asyncSupported = true)
public class VisitorPageFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        VisitorHeaders.set(response::setHeader);
        chain.doFilter(request, response);
    }
}
