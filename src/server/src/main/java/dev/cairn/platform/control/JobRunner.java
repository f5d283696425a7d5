package dev.cairn.platform.control;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Runs all [BackgroundJob]s, each again and again with its pause between, on one node at a time.
///
/// A job that fails is logged and tried again after its pause; it never ends the others.
@ApplicationScoped
public class JobRunner {

    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(2);

    private final String node = UUID.randomUUID().toString();
    private final List<Future<?>> scheduled = new CopyOnWriteArrayList<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Instance<BackgroundJob> jobs;
    private final JobLeases leases;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    JobRunner(Instance<BackgroundJob> jobs, JobLeases leases) {
        this.jobs = jobs;
        this.leases = leases;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected JobRunner() {
        this(null, null);
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 100) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        for (var job : jobs) {
            leases.register(job.name());
            scheduled.add(executor.scheduleWithFixedDelay(
                    () -> run(job), FIRST.toMillis(), job.pause().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        scheduled.forEach(job -> job.cancel(true));
    }

    /// Runs a job as soon as may be, without waiting for its pause to end.
    void runSoon(BackgroundJob job) {
        executor.execute(() -> run(job));
    }

    private void run(BackgroundJob job) {
        if (!running.add(job.name())) {
            return;
        }
        try {
            if (leases.take(job.name(), node)) {
                runTaken(job);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The job “" + job.name() + "” failed; it is tried again", e);
        } finally {
            running.remove(job.name());
        }
    }

    private void runTaken(BackgroundJob job) {
        try {
            leases.finish(job.name(), job.run());
        } catch (RuntimeException e) {
            leases.fail(job.name(), e.toString());
            throw e;
        }
    }
}
