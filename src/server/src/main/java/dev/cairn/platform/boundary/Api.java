package dev.cairn.platform.boundary;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/// Everything below `/api/v1` is JAX-RS.
@ApplicationPath("api/v1")
public class Api extends Application {

    /// Without Jersey's own description of all routes, which would be public.
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
