package dev.cairn.platform.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Background work: who does it now, and how it last went.
@Entity
@Table(name = "job")
public class Job {

    private static final int LONGEST_OUTCOME = 500;
    private static final String FAILED = "failed: ";

    @Id
    private String name;

    private @Nullable String holder;

    @Column(name = "held_until")
    private long heldUntil;

    @Column(name = "started_at")
    private @Nullable Long startedAt;

    @Column(name = "finished_at")
    private @Nullable Long finishedAt;

    private @Nullable String outcome;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Job() {}

    public Job(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /// Whether somebody does the work now.
    public boolean isHeld(Instant now) {
        return Times.toMicros(now) < heldUntil;
    }

    /// When the last run began.
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt).map(Times::ofMicros);
    }

    /// When the last run ended.
    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt).map(Times::ofMicros);
    }

    /// What the last run that had something to do has done, or why the last run has failed.
    public Optional<String> outcome() {
        return Optional.ofNullable(outcome);
    }

    /// Whether the last run has failed.
    public boolean hasFailed() {
        return outcome != null && outcome.startsWith(FAILED);
    }

    /// Whether `who` may do the work: nobody else is doing it.
    public boolean isFree(String who, Instant now) {
        return who.equals(holder) || Times.toMicros(now) >= heldUntil;
    }

    public void begin(String who, Instant now, Instant until) {
        holder = who;
        heldUntil = Times.toMicros(until);
        startedAt = Times.toMicros(now);
    }

    /// Goes on, if `who` is still at it.
    public void keep(String who, Instant until) {
        if (who.equals(holder) && heldUntil != 0) {
            heldUntil = Times.toMicros(until);
        }
    }

    /// @param result empty to keep what the last run with something to do had done; a failure is over
    ///     all the same
    public void finish(String result, Instant now) {
        end(now);
        if (!result.isEmpty()) {
            outcome = shortened(result);
        } else if (hasFailed()) {
            outcome = null;
        }
    }

    public void fail(String reason, Instant now) {
        end(now);
        outcome = shortened(FAILED + reason);
    }

    private void end(Instant now) {
        heldUntil = 0;
        finishedAt = Times.toMicros(now);
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_OUTCOME));
    }
}
