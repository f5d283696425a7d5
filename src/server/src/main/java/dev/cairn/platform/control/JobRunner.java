package dev.cairn.platform.control;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Runs all [BackgroundJob]s, each again and again with its pause between, on one node at a time.
///
/// A job that fails is logged and tried again after its pause; it never ends the others.
@ApplicationScoped
public class JobRunner {

    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(2);

    private final String node = UUID.randomUUID().toString();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Instance<BackgroundJob> jobs;
    private final JobLeases leases;
    private final Schedule schedule;

    @Inject
    JobRunner(Instance<BackgroundJob> jobs, JobLeases leases, Schedule schedule) {
        this.jobs = jobs;
        this.leases = leases;
        this.schedule = schedule;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected JobRunner() {
        this(null, null, null);
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 100) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        schedule.repeat("keep jobs", JobLeases.KEPT_EVERY, JobLeases.KEPT_EVERY, this::keep);
        for (var job : jobs) {
            leases.register(job.name());
            schedule.repeat(job.name(), FIRST, job.pause(), () -> run(job));
        }
    }

    private void keep() {
        running.forEach(name -> Collisions.retry(() -> leases.keep(name, node)));
    }

    /// Runs a job as soon as may be, without waiting for its pause to end.
    void runSoon(BackgroundJob job) {
        schedule.soon(job.name(), () -> run(job));
    }

    private void run(BackgroundJob job) {
        if (!running.add(job.name())) {
            return;
        }
        try {
            if (leases.take(job.name(), node)) {
                runTaken(job);
            }
        } finally {
            running.remove(job.name());
        }
    }

    private void runTaken(BackgroundJob job) {
        try {
            var outcome = job.run();
            Collisions.retry(() -> leases.finish(job.name(), outcome));
        } catch (RuntimeException e) {
            Collisions.retry(() -> leases.fail(job.name(), e.toString()));
            throw e;
        }
    }
}
