package dev.cairn.tree.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.packs.control.PackStore;
import dev.cairn.platform.control.Installation;
import dev.cairn.platform.control.Migrations;
import dev.cairn.platform.control.Schedule;
import dev.cairn.platform.control.StartRefused;
import dev.cairn.platform.control.Watermark;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Notices at the start that the database was restored from a backup, and begins a new epoch then, so
/// that no client takes what is missing for deleted.
///
/// The watermark is written into the store at each start, and soon after a change. A database that is
/// below what the store says is older than one that ran here before.
@ApplicationScoped
public class RestoredDatabase {

    private static final String MARKS = "watermark/";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(RestoredDatabase.class.getName());

    private final PackStore store;
    private final Watermark watermark;
    private final Installation installation;
    private final ReservedIds ids;
    private final Schedule schedule;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private volatile String last = MARKS;

    @Inject
    RestoredDatabase(
            PackStore store, Watermark watermark, Installation installation, ReservedIds ids, Schedule schedule) {
        this.store = store;
        this.watermark = watermark;
        this.installation = installation;
        this.ids = ids;
        this.schedule = schedule;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected RestoredDatabase() {
        this(null, null, null, null, null);
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 2) @Initialized(ApplicationScoped.class) ServletContext context) {
        try {
            var found = store.keys(MARKS);
            if (watermark.isRestored(highest(found))) {
                installation.beginEpoch();
                ids.skip();
                LOG.log(Level.WARNING, "The database was restored from a backup: all clients compare everything anew");
            }
            mark();
            found.forEach(store::delete);
        } catch (ProblemException e) {
            throw new StartRefused("the store does not say whether this database is the newest: " + e.getMessage(), e);
        }
    }

    private static long highest(List<String> marks) {
        return marks.stream()
                .mapToLong(key -> Long.parseLong(key.substring(MARKS.length())))
                .max()
                .orElse(0);
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) NamespaceChanged changed) {
        if (isDue.compareAndSet(false, true)) {
            schedule.after(SOON, "tell the store how far the database has come", this::markChange);
        }
    }

    private void markChange() {
        isDue.set(false);
        var former = last;
        try {
            mark();
            store.delete(former);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The store does not know how far the database has come; after the next change it is told",
                    e);
        }
    }

    private void mark() {
        var mark = MARKS + watermark.raise();
        store.mark(mark);
        last = mark;
    }
}
