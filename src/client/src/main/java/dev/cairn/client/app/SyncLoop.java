package dev.cairn.client.app;

import dev.cairn.client.apply.Engine;
import dev.cairn.client.apply.Engine.Outcome;
import dev.cairn.client.remote.Push;
import dev.cairn.core.sync.NamespaceId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs the engine on one thread: whatever happens elsewhere comes in as a message, and is looked at
/// between two steps.
final class SyncLoop implements Push.Listener {

    /// Where no hints come in, how often the server is asked.
    private static final Duration POLL = Duration.ofSeconds(10);

    /// Where they do, how often it is asked all the same.
    private static final Duration RARE_POLL = Duration.ofMinutes(30);

    /// Where the watcher hears of everything, how often the whole disk is looked at all the same.
    private static final Duration RARE_SCAN = Duration.ofHours(1);

    /// How often where it does not.
    private static final Duration SCAN = Duration.ofSeconds(30);

    /// How long a program that is stopped waits for the loop.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// How long messages are gathered, because they seldom come alone: a move is two.
    private static final Duration GATHER = Duration.ofMillis(20);

    /// How many steps of the engine there are until their memory is given back.
    private static final int MANY_STEPS = 10;

    private final Client client;
    private final Engine engine;
    private final InstantSource clock;
    private final Consumer<Status> listener;
    private final LinkedBlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

    private volatile Status status;
    private volatile Push.Way hearing = Push.Way.NONE;
    private volatile Optional<String> cursor;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean stopped;
    private volatile BooleanSupplier hearsOfEverything = () -> false;
    private int stepsToGiveBack = 1; // the trees were just read
    private Instant lastScan;
    private Instant nextPoll;

    /// @param listener is told whenever the status is another
    SyncLoop(Client client, InstantSource clock, Consumer<Status> listener) {
        this.client = client;
        this.engine = client.engine();
        this.clock = clock;
        this.listener = listener;
        this.lastScan = clock.instant();
        this.nextPoll = clock.instant();
        this.cursor = engine.cursor();
        this.status = describe("syncing", null);
    }

    /// Has something done on the loop's thread, between two steps. For any thread.
    void tell(Runnable message) {
        messages.add(message);
    }

    void stop() {
        tell(() -> stopped = true);
    }

    /// Waits until the loop has ended and its client is closed, or until that takes too long.
    void awaitEnd() {
        try {
            boolean inTime = ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void ended() {
        ended.countDown();
    }

    /// @param everything whether the watcher hears of everything, at any time
    void hearsOf(BooleanSupplier everything) {
        hearsOfEverything = everything;
    }

    private Instant nextScan() {
        return lastScan.plus(hearsOfEverything.getAsBoolean() ? RARE_SCAN : SCAN);
    }

    @Override
    public void hears(Push.Way way) {
        boolean isNews = way != hearing;
        hearing = way;
        if (isNews) {
            tell(() -> nextPoll = clock.instant());
        }
    }

    @Override
    public Optional<String> cursor() {
        return cursor;
    }

    @Override
    public void hint() {
        tell(engine::serverChanged);
    }

    @Override
    public void hint(NamespaceId namespace, long seq) {
        tell(() -> engine.serverChanged(namespace, seq));
    }

    /// For any thread.
    Status status() {
        return status;
    }

    /// Runs until both sides are equal.
    ExitCode runOnce() throws IOException, InterruptedException {
        while (true) {
            var outcome = engine.step();
            show(outcome);
            switch (outcome) {
                case Outcome.Busy _ -> {}
                case Outcome.Settled _ -> {
                    return engine.troubles().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
                }
                case Outcome.Waiting waiting -> {
                    if (engine.offlineBecause().isPresent()) {
                        return ExitCode.UNREACHABLE;
                    }
                    waitUntil(waiting.until());
                }
                case Outcome.Held _ -> {
                    return ExitCode.HELD;
                }
                case Outcome.FolderMissing _ -> {
                    return ExitCode.FOLDER_MISSING;
                }
                case Outcome.SignedOut _ -> {
                    return ExitCode.SIGNED_OUT;
                }
            }
        }
    }

    /// Runs until it is stopped.
    ExitCode run() throws IOException, InterruptedException {
        while (!stopped) {
            if (client.base().value(Client.PAUSED).isPresent()) {
                publish(describe("paused", null));
                waitUntil(Instant.MAX);
                continue;
            }
            if (!clock.instant().isBefore(nextScan())) {
                engine.anythingChanged();
                lastScan = clock.instant();
            }
            if (!clock.instant().isBefore(nextPoll)) {
                engine.serverChanged();
                nextPoll = clock.instant().plus(hearing == Push.Way.NONE ? POLL : RARE_POLL);
            }
            var outcome = engine.step();
            cursor = engine.cursor();
            show(outcome);
            giveBack();
            switch (outcome) {
                case Outcome.Busy _ -> drain();
                case Outcome.Settled _ -> waitUntil(earlier(nextScan(), engine.nextTry()));
                case Outcome.Waiting waiting -> waitUntil(waiting.until());
                case Outcome.Held _ -> waitUntil(nextScan());
                case Outcome.FolderMissing _ -> waitUntil(clock.instant().plusSeconds(5));
                case Outcome.SignedOut _ -> {
                    return ExitCode.SIGNED_OUT;
                }
            }
        }
        publish(describe("stopped", null));
        return ExitCode.OK;
    }

    /// The JVM would let what is no longer needed grow to all that it may have, and keep that while
    /// nothing is done.
    private void giveBack() {
        if (--stepsToGiveBack == 0) {
            System.gc();
            stepsToGiveBack = MANY_STEPS;
        }
    }

    private static Instant earlier(Instant time, Optional<Instant> other) {
        return other.filter(time::isAfter).orElse(time);
    }

    /// Sleeps until a time, the next poll or a message, whichever comes first.
    private void waitUntil(Instant time) throws InterruptedException {
        var now = clock.instant();
        var until = time.isBefore(nextPoll) ? time : nextPoll;
        if (client.base().value(Client.PAUSED).isPresent()) {
            until = time;
        }
        long millis = until.equals(Instant.MAX)
                ? TimeUnit.DAYS.toMillis(1)
                : Math.max(1, Duration.between(now, until).toMillis());
        var first = messages.poll(millis, TimeUnit.MILLISECONDS);
        if (first != null) {
            first.run();
            Thread.sleep(GATHER);
            drain();
        }
    }

    private void drain() {
        for (var message = messages.poll(); message != null; message = messages.poll()) {
            message.run();
        }
    }

    // ---- telling

    private void show(Outcome outcome) {
        publish(
                switch (outcome) {
                    case Outcome.Busy _ -> describe("syncing", null);
                    case Outcome.Settled _ -> describe("settled", null);
                    case Outcome.Waiting(var _, var why) ->
                        describe(engine.offlineBecause().isPresent() ? "offline" : "waiting", why);
                    case Outcome.Held(var deletes) ->
                        describe(
                                "held",
                                deletes + " deletes at once are held back: ./cairn client resume --deletes"
                                        + " if they are meant");
                    case Outcome.FolderMissing _ ->
                        describe("folder-missing", "The folder is not there, or is another one: nothing is done to it");
                    case Outcome.SignedOut _ -> describe("signed-out", "Sign in again: ./cairn client sign-in");
                });
    }

    private void publish(Status next) {
        if (!next.equals(status)) {
            status = next;
            listener.accept(next);
        }
    }

    private Status describe(String state, @Nullable String detail) {
        var base = client.base();
        var plan = engine.plan();
        var troubles = new ArrayList<Status.Trouble>();
        engine.troubles()
                .forEach((id, trouble) -> troubles.add(new Status.Trouble(
                        String.join(
                                "/",
                                base.local().has(id)
                                        ? base.local().path(id)
                                        : base.everything().path(id)),
                        trouble.reason())));
        engine.skipped().forEach((path, reason) -> troubles.add(new Status.Trouble(path, reason)));
        return new Status(
                state,
                detail,
                client.folder().toString(),
                client.session().account().server().toString(),
                switch (hearing) {
                    case PUSH -> "push";
                    case WAIT -> "wait";
                    case NONE -> "poll";
                },
                base.synced().size(),
                plan.uploads() + engine.unread().size(),
                plan.downloads(),
                engine.conflicts().all().size(),
                troubles);
    }
}
