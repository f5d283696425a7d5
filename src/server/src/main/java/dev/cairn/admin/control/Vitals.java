package dev.cairn.admin.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.packs.control.PackStore;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.time.Duration;

/// Whether what this server needs answers, and how fast. Asking is one question to each.
@OneObject
public class Vitals {

    /// An object that is never there: to ask for it costs the store least.
    private static final String NO_SUCH_OBJECT = "packs/vitals";

    private static final Duration MAIL_IS_LATE = Duration.ofMinutes(10);

    private final Look look;
    private final PackStore store;
    private final Settings settings;

    @Inject
    Vitals(Look look, PackStore store, Settings settings) {
        this.look = look;
        this.store = store;
        this.settings = settings;
    }

    /// The database.
    public Pulse database() {
        return timed(() -> look.read("SELECT 1", _ -> {}, row -> row.getInt(1)));
    }

    /// The store of packs.
    public Pulse store() {
        return timed(() -> store.find(NO_SUCH_OBJECT));
    }

    /// How mails leave, and whether they do.
    MailState mail() {
        var way = settings.mail().host().isPresent()
                ? Way.SERVER
                : settings.mail().directory().isPresent() ? Way.DIRECTORY : Way.NONE;
        return look.read(
                        "SELECT COUNT(*), COALESCE(MAX(UNIX_TIMESTAMP() - created_at / 1000000), 0) FROM mail"
                                + " WHERE state IN ('QUEUED', 'SENDING')",
                        _ -> {},
                        row -> new MailState(way, row.getInt(1), row.getLong(2) > MAIL_IS_LATE.toSeconds()))
                .getFirst();
    }

    private static Pulse timed(Runnable question) {
        long begin = System.nanoTime();
        try {
            question.run();
            return new Pulse(true, Duration.ofNanos(System.nanoTime() - begin));
        } catch (ProblemException | DatabaseFailure e) {
            return new Pulse(false, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /// @param up whether it has answered
    /// @param took how long that took
    public record Pulse(boolean up, Duration took) {}

    /// How mails leave.
    public enum Way {
        SERVER,
        DIRECTORY,
        NONE
    }

    /// @param waiting how many have not left yet
    /// @param late whether one of them waits for longer than it should
    public record MailState(Way way, int waiting, boolean late) {}
}
