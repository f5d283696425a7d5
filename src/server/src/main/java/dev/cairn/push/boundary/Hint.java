package dev.cairn.push.boundary;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.wire.Wire;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/// What devices are told: that a namespace has come to a seq. What has changed they ask for.
public record Hint(NamespaceId namespaceId, long seq) {

    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());

    static Hint of(NamespaceChanged changed) {
        return new Hint(changed.namespace(), changed.seq());
    }

    /// As JSON.
    String form() {
        return JSON.toJson(this);
    }
}
