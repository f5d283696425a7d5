package dev.cairn.tree.control;

import dev.cairn.accounts.control.NamespaceOpened;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.entity.Node;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/// Gives every new namespace its top folder, in the transaction that makes the namespace.
@OneObject
public class TopFolders {

    private final EntityManager entities;

    @Inject
    TopFolders(EntityManager entities) {
        this.entities = entities;
    }

    void make(@Observes NamespaceOpened event) {
        entities.persist(new Node(event.namespace(), event.at()));
    }
}
