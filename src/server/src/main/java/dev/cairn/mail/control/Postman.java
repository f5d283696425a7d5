package dev.cairn.mail.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Empties the queue of mails, one after another; without a carrier they wait.
@OneObject
public class Postman implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// A run ends well before another server could take the job over.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);

    private final MailQueue queue;
    private final Optional<Carrier> carrier;
    private final InstantSource clock;

    @Inject
    Postman(MailQueue queue, Optional<Carrier> carrier, InstantSource clock) {
        this.queue = queue;
        this.carrier = carrier;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "send mail";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        int givenUp = tidy();
        int handled = carrier.map(this::carryAll).orElse(0);
        return handled + givenUp == 0 ? "" : "handed over: " + handled + ", given up: " + givenUp;
    }

    /// Three transactions: what one of them locks may be where others post mails, who have locked what the
    /// next one wants.
    private int tidy() {
        int lost = queue.giveUpLost();
        int late = queue.giveUpLate();
        queue.forgetOld();
        return lost + late;
    }

    private int carryAll(Carrier by) {
        var end = clock.instant().plus(LONGEST_RUN);
        int handled = 0;
        while (clock.instant().isBefore(end)) {
            var mail = queue.take();
            if (mail.isEmpty()) {
                return handled;
            }
            queue.settle(mail.get().id(), by.carry(mail.get()));
            handled++;
        }
        return handled;
    }
}
