package dev.cairn.platform.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.entity.Job;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Background work, as administrators see and start it.
@OneObject
public class Jobs {

    private final Instance<BackgroundJob> jobs;
    private final JobLeases leases;
    private final JobRunner runner;
    private final InstantSource clock;

    @Inject
    Jobs(Instance<BackgroundJob> jobs, JobLeases leases, JobRunner runner, InstantSource clock) {
        this.jobs = jobs;
        this.leases = leases;
        this.runner = runner;
        this.clock = clock;
    }

    /// A job and how it last went.
    ///
    /// @param startedAt null before the first run
    /// @param finishedAt null before the first run has ended
    /// @param nextAt about when it runs next; null while it runs
    /// @param failed whether the last run has failed; it is tried again
    /// @param outcome what the last run has done that had something to do, or why the last one has failed;
    ///     null if there was none
    public record Info(
            String name,
            boolean running,
            boolean failed,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant nextAt,
            @Nullable String outcome) {}

    /// All jobs, by name.
    public List<Info> all() {
        return jobs.stream()
                .sorted(Comparator.comparing(BackgroundJob::name))
                .flatMap(job -> leases.find(job.name()).map(row -> info(job, row)).stream())
                .toList();
    }

    private Info info(BackgroundJob job, Job row) {
        boolean running = row.isHeld(clock.instant());
        var finished = row.finishedAt();
        return new Info(
                job.name(),
                running,
                row.hasFailed(),
                row.startedAt().orElse(null),
                finished.orElse(null),
                running ? null : finished.map(end -> end.plus(job.pause())).orElse(null),
                row.outcome().orElse(null));
    }

    /// @throws ProblemException `NOT_FOUND` if there is no such job
    public void require(String name) {
        find(name);
    }

    /// Runs a job soon. Where it runs already, that run does.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public void run(String name) {
        runner.runSoon(find(name));
    }

    /// What a run would do now.
    ///
    /// @return in a few words; empty if there is nothing, or if that cannot be said beforehand
    /// @throws ProblemException `NOT_FOUND`
    public String dryRun(String name) {
        return find(name).dryRun();
    }

    private BackgroundJob find(String name) {
        return jobs.stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such job."));
    }
}
