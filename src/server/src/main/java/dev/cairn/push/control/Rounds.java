package dev.cairn.push.control;

import dev.cairn.platform.control.Migrations;
import dev.cairn.platform.control.Schedule;
import dev.cairn.platform.control.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/// Sends the [Watchman] on his rounds, on every server node.
@ApplicationScoped
public class Rounds {

    private final Watchman watchman;
    private final Duration pollEvery;
    private final Schedule schedule;

    @Inject
    Rounds(Watchman watchman, Settings settings, Schedule schedule) {
        this.watchman = watchman;
        this.pollEvery = settings.push().pollEvery();
        this.schedule = schedule;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Rounds() {
        watchman = null;
        pollEvery = null;
        schedule = null;
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 100) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        repeat("who may still hear", Watchman.RIGHTS_EVERY, watchman::checkRights);
        repeat("was anything missed", pollEvery, watchman::checkHeads);
        repeat("who is still there", Watchman.LINES_EVERY, watchman::checkLines);
    }

    private void repeat(String name, Duration every, Runnable round) {
        schedule.repeat(name, every, every, round);
    }
}
