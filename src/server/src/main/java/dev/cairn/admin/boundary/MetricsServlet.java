package dev.cairn.admin.boundary;

import dev.cairn.admin.control.Exposition;
import dev.cairn.admin.control.MetricsDoor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/metrics`: for Prometheus, and for nobody who lacks its token.
@WebServlet(urlPatterns = "/metrics")
public class MetricsServlet extends HttpServlet {

    private final transient Exposition exposition;
    private final transient MetricsDoor door;

    @Inject
    public MetricsServlet(Exposition exposition, MetricsDoor door) {
        this.exposition = exposition;
        this.door = door;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!door.opensTo(Optional.ofNullable(request.getHeader("Authorization")))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("text/plain;version=0.0.4;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(exposition.text());
    }
}
