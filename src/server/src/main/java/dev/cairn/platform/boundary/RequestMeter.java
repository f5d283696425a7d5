package dev.cairn.platform.boundary;

import dev.cairn.platform.control.Measures;
import dev.cairn.platform.control.Measures.Series;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;

/// Counts and times the calls of the API by route, and writes down with their ids those that the server
/// has failed. A path has no secrets in it; a query may, and is left out.
@Provider
@Dependent
@Priority(RequestMeter.FIRST)
public class RequestMeter implements ContainerRequestFilter, ContainerResponseFilter {

    static final int FIRST = 1;

    private static final System.Logger LOG = System.getLogger(RequestMeter.class.getName());
    private static final String BEGIN = "cairn.begin";
    private static final int OUR_FAULT = 500;

    private final Measures measures;

    @Context
    private ResourceInfo route;

    @Context
    private HttpServletRequest servletRequest;

    @Inject
    public RequestMeter(Measures measures) {
        this.measures = measures;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(BEGIN, System.nanoTime());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(BEGIN) instanceof Long begin)) {
            return; // there is no such route
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);
        var labels = Map.of(
                "method", request.getMethod(), "route", routeText(), "code", Integer.toString(response.getStatus()));
        measures.count(new Series("cairn_requests_total", labels));
        measures.time(new Series("cairn_request_seconds", Map.of("method", request.getMethod())), took);
        if (response.getStatus() >= OUR_FAULT) {
            LOG.log(
                    Level.WARNING,
                    "Request {0}: {1} {2} was answered {3} after {4} ms",
                    RequestId.of(servletRequest),
                    request.getMethod(),
                    request.getUriInfo().getRequestUri().getRawPath(),
                    Integer.toString(response.getStatus()),
                    Long.toString(took.toMillis()),
                    RequestId.field(servletRequest));
        }
    }

    /// As it is declared, with the names of its parameters in place of their values.
    private String routeText() {
        var type = route.getResourceClass();
        var base = type == null ? null : type.getAnnotation(Path.class);
        if (base == null) {
            return "";
        }
        var below = route.getResourceMethod().getAnnotation(Path.class);
        return "/" + base.value() + (below == null ? "" : "/" + below.value());
    }
}
