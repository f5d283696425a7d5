package dev.cairn.mail.control;

import dev.cairn.mail.entity.Mail;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;

/// Takes letters. They go out once the transaction that posts them is committed, and not at all if it
/// is not.
@OneObject
@Transactional
public class Outbox {

    /// Most mails for one address in [#WINDOW], so that nobody can be buried in them.
    static final int MOST = 5;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final InstantSource clock;

    @Inject
    Outbox(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// Queues a letter.
    ///
    /// @return false if the address has had too many mails of late; nothing is queued then
    public boolean post(EmailAddress recipient, Letter letter) {
        var now = clock.instant();
        long recent = entities.createNamedQuery(Mail.RECENT, Long.class)
                .setParameter("recipient", recipient.text())
                .setParameter("since", Times.toMicros(now.minus(WINDOW)))
                .getSingleResult();
        if (recent >= MOST) {
            return false;
        }
        entities.persist(
                new Mail(recipient.text(), letter.subject(), LetterForm.plain(letter), LetterForm.html(letter), now));
        return true;
    }
}
