package dev.cairn.platform.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// What this server node does later, or again and again, until the application ends.
///
/// Payara's threads outlive the application. A task that went on after it would run with classes that are
/// gone, and the connection pool, which validates with them, would take the database for broken: for
/// everybody, at each of its turns.
@ApplicationScoped
public class Schedule {

    private static final System.Logger LOG = System.getLogger(Schedule.class.getName());

    private final List<Future<?>> repeated = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    @Resource
    private ManagedScheduledExecutorService executor;

    /// Does a task again and again. One that fails is logged, and the next turn comes all the same.
    ///
    /// @param first before its first turn
    /// @param pause between its turns
    public void repeat(String name, Duration first, Duration pause, Runnable task) {
        repeated.add(executor.scheduleWithFixedDelay(
                safely(name, task), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Does a task once, later.
    public void after(Duration pause, String name, Runnable task) {
        executor.schedule(safely(name, task), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Does a task once, as soon as a thread is free.
    public void soon(String name, Runnable task) {
        executor.execute(safely(name, task));
    }

    private Runnable safely(String name, Runnable task) {
        return () -> {
            if (ended) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "“" + name + "” failed; it is tried again when it is due", e);
            }
        };
    }

    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        ended = true;
        repeated.forEach(task -> task.cancel(true));
    }
}
