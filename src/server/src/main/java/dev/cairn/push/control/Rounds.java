package dev.cairn.push.control;

import dev.cairn.platform.control.Migrations;
import dev.cairn.platform.control.Settings;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Sends the [Watchman] on his rounds, on every server node. A round that fails is logged, and the
/// next one comes all the same.
@ApplicationScoped
public class Rounds {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private final Watchman watchman;
    private final Duration pollEvery;
    private final List<Future<?>> rounds = new CopyOnWriteArrayList<>();

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    Rounds(Watchman watchman, Settings settings) {
        this.watchman = watchman;
        this.pollEvery = settings.push().pollEvery();
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Rounds() {
        watchman = null;
        pollEvery = null;
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 100) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        schedule(watchman::checkRights, Watchman.RIGHTS_EVERY);
        schedule(watchman::checkHeads, pollEvery);
        schedule(watchman::checkLines, Watchman.LINES_EVERY);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        rounds.forEach(round -> round.cancel(true));
    }

    private void schedule(Runnable round, Duration every) {
        Runnable safely = () -> {
            try {
                round.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Looking after connections failed; it is tried again", e);
            }
        };
        rounds.add(executor.scheduleWithFixedDelay(safely, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS));
    }
}
