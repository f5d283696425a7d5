package dev.cairn.platform.control;

import dev.cairn.platform.entity.Job;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Who does which background work: one row a job, locked while it changes hands.
@OneObject
@Transactional
public class JobLeases {

    /// How often a node says that it is still at work.
    static final Duration KEPT_EVERY = Duration.ofSeconds(15);

    /// After this long a node that has not said so is taken for dead.
    private static final Duration LEASE = KEPT_EVERY.multipliedBy(4);

    private final EntityManager entities;
    private final InstantSource clock;

    @Inject
    JobLeases(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// Makes sure that the job has a row to lock.
    void register(String name) {
        if (entities.find(Job.class, name) == null) {
            entities.persist(new Job(name));
        }
    }

    /// How a job last went; empty if no server knows it.
    Optional<Job> find(String name) {
        return Optional.ofNullable(entities.find(Job.class, name));
    }

    /// Takes the job, unless another node has it.
    boolean take(String name, String who) {
        var now = clock.instant();
        var job = entities.find(Job.class, name, LockModeType.PESSIMISTIC_WRITE);
        if (job == null || !job.isFree(who, now)) {
            return false;
        }
        job.begin(who, now, now.plus(LEASE));
        return true;
    }

    /// Goes on with a job that was taken, and may have been finished meanwhile.
    void keep(String name, String who) {
        lock(name).keep(who, clock.instant().plus(LEASE));
    }

    void finish(String name, String outcome) {
        lock(name).finish(outcome, clock.instant());
    }

    void fail(String name, String reason) {
        lock(name).fail(reason, clock.instant());
    }

    private Job lock(String name) {
        return entities.find(Job.class, name, LockModeType.PESSIMISTIC_WRITE);
    }
}
