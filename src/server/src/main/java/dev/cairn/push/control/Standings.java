package dev.cairn.push.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Heads;
import jakarta.inject.Inject;
import java.util.Set;

/// Notes where devices stand that are about to connect.
@OneObject
public class Standings {

    private final NamespaceAccess access;
    private final Heads heads;

    @Inject
    Standings(NamespaceAccess access, Heads heads) {
        this.access = access;
        this.heads = heads;
    }

    /// Where the caller stands right now.
    public Standing of(Caller caller) {
        var seen = access.namespaces(Set.of(caller.user())).get(caller.user());
        seen.add(caller.own());
        return new Standing(caller, heads.read(seen));
    }
}
