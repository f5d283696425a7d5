package dev.cairn.push.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Heads;
import jakarta.inject.Inject;

/// Notes how far everything is for devices that are about to connect.
@OneObject
public class Baselines {

    private final NamespaceAccess access;
    private final Heads heads;

    @Inject
    Baselines(NamespaceAccess access, Heads heads) {
        this.access = access;
        this.heads = heads;
    }

    /// As it is right now.
    public Baseline of(Caller caller) {
        return new Baseline(caller, heads.read(access.seenBy(caller)));
    }
}
