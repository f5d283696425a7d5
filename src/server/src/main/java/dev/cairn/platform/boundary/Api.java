package dev.cairn.platform.boundary;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/// Everything below `/api/v1` is JAX-RS.
@ApplicationPath("api/v1")
public class Api extends Application {}
