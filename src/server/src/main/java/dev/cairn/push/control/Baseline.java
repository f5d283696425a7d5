package dev.cairn.push.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.NamespaceId;
import java.security.Principal;
import java.util.Map;

/// How far everything was that a device sees, before it is told that it is connected: from here on it
/// misses nothing.
///
/// @param caller who connects
/// @param heads the namespaces that the caller sees, and how far each had come
public record Baseline(Caller caller, Map<NamespaceId, Long> heads) implements Principal {

    public Baseline {
        heads = Map.copyOf(heads);
    }

    @Override
    public String getName() {
        return caller.getName();
    }
}
