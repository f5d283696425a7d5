package dev.cairn.platform.boundary;

import dev.cairn.core.wire.Wire;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/// Gives JAX-RS the one form of JSON.
@Provider
public class JsonForm implements ContextResolver<Jsonb> {

    private final Jsonb json = JsonbBuilder.create(Wire.config());

    @Override
    public Jsonb getContext(Class<?> type) {
        return json;
    }
}
