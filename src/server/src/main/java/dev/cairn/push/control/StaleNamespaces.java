package dev.cairn.push.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Heads;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Answers for namespaces that a device is not told about.
@OneObject
public class StaleNamespaces {

    private final NamespaceAccess access;
    private final Heads heads;

    @Inject
    StaleNamespaces(NamespaceAccess access, Heads heads) {
        this.access = access;
        this.heads = heads;
    }

    /// How far those are that the caller sees, as it is right now, in the order of their ids.
    ///
    /// @param asked at most 1,000
    public List<NamespaceChanged> heads(Caller caller, Collection<NamespaceId> asked) {
        var seen = access.seenBy(caller);
        seen.retainAll(asked);
        return heads.read(seen).entrySet().stream()
                .map(head -> new NamespaceChanged(head.getKey(), head.getValue()))
                .sorted(Comparator.comparing(NamespaceChanged::namespace))
                .toList();
    }
}
