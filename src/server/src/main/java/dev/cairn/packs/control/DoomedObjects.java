package dev.cairn.packs.control;

import dev.cairn.packs.entity.DoomedObject;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;

/// The objects that go from the store.
@OneObject
@Transactional
public class DoomedObjects {

    private final EntityManager entities;
    private final InstantSource clock;

    @Inject
    DoomedObjects(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// Keys of objects that nobody can write any more, the oldest first.
    List<String> due(int most) {
        return entities.createNamedQuery(DoomedObject.DUE, DoomedObject.class)
                .setParameter("now", Times.toMicros(clock.instant()))
                .setMaxResults(most)
                .getResultStream()
                .map(DoomedObject::objectKey)
                .toList();
    }

    /// The object is gone from the store.
    void forget(String key) {
        var object = entities.find(DoomedObject.class, key);
        if (object != null) {
            entities.remove(object);
        }
    }
}
