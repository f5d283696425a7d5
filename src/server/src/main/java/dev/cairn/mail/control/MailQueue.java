package dev.cairn.mail.control;

import dev.cairn.mail.entity.Mail;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Who carries which mail: a mail is marked as being sent before it is handed over, so that a server
/// that dies meanwhile can never send it again. Decision 0017.
@OneObject
@Transactional
public class MailQueue {

    /// Tried for so long; what it says is worth nothing after that.
    private static final Duration LIFE = Duration.ofDays(2);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /// Longer than handing over can take.
    private static final Duration SENDING = Duration.ofMinutes(5);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LAST_DOUBLING = 12;

    private final EntityManager entities;
    private final InstantSource clock;

    @Inject
    MailQueue(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// Takes the mail that is due for the longest time, if any is due.
    Optional<Carrier.Parcel> take() {
        var now = clock.instant();
        return entities.createNamedQuery(Mail.DUE, Mail.class)
                .setParameter("now", Times.toMicros(now))
                .setMaxResults(1)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .map(mail -> {
                    mail.sending(now.plus(SENDING));
                    return new Carrier.Parcel(
                            mail.id(), new EmailAddress(mail.recipient()), mail.subject(), mail.plain(), mail.html());
                });
    }

    /// Notes what came of handing a mail over.
    void settle(long id, Delivery delivery) {
        var now = clock.instant();
        var mail = entities.find(Mail.class, id, LockModeType.PESSIMISTIC_WRITE);
        switch (delivery) {
            case Delivery.Accepted _ -> mail.end(Mail.State.SENT, "", now);
            case Delivery.Unclear(var reason) -> mail.end(Mail.State.UNCLEAR, reason, now);
            case Delivery.Refused(var reason, var forGood) -> {
                var next = now.plus(pause(mail.attempts()));
                if (forGood || next.isAfter(mail.createdAt().plus(LIFE))) {
                    mail.end(Mail.State.REFUSED, reason, now);
                } else {
                    mail.queueAgain(next, reason);
                }
            }
        }
    }

    /// Gives up mails whose sender died while it handed them over.
    ///
    /// @return how many
    int giveUpLost() {
        return entities.createNamedQuery(Mail.GIVE_UP_SENDING)
                .setParameter("now", Times.toMicros(clock.instant()))
                .executeUpdate();
    }

    /// Gives up mails that waited for too long.
    ///
    /// @return how many
    int giveUpLate() {
        var now = clock.instant();
        return entities.createNamedQuery(Mail.GIVE_UP_QUEUED)
                .setParameter("now", Times.toMicros(now))
                .setParameter("before", Times.toMicros(now.minus(LIFE)))
                .executeUpdate();
    }

    /// Forgets mails that are over for a month.
    void forgetOld() {
        entities.createNamedQuery(Mail.FORGET)
                .setParameter("before", Times.toMicros(clock.instant().minus(KEPT)))
                .executeUpdate();
    }

    /// 5 s after the first attempt, then twice as long each time, up to an hour.
    private static Duration pause(int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1L, 0, LAST_DOUBLING));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
