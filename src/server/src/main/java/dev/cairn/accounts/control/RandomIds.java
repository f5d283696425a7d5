package dev.cairn.accounts.control;

import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;

/// Draws ids that are not in use yet.
@OneObject
public class RandomIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager entities;

    @Inject
    RandomIds(EntityManager entities) {
        this.entities = entities;
    }

    /// A positive number that no row of `entity` has as its id. Two draws at the same moment could
    /// meet; the primary key then refuses the second, once in some hundred million times.
    public int free(Class<?> entity) {
        int id;
        do {
            id = RANDOM.nextInt(1, Integer.MAX_VALUE);
        } while (entities.find(entity, id) != null);
        return id;
    }

    /// Random bytes that nobody can guess.
    static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
