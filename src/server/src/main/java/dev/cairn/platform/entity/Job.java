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

    /// What the last run that had something to do has done.
    public Optional<String> outcome() {
        return Optional.ofNullable(outcome);
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

    /// @param result empty to keep what the last run with something to do had done
    public void finish(String result, Instant now) {
        heldUntil = 0;
        finishedAt = Times.toMicros(now);
        if (!result.isEmpty()) {
            outcome = result.substring(0, Math.min(result.length(), LONGEST_OUTCOME));
        }
    }
}
