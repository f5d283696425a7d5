package dev.cairn.mail.entity;

import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A mail, from when it is posted until a month after it is over. Its texts are forgotten as soon as
/// it is over: they may hold links that open something.
@Entity
@Table(name = "mail")
@NamedQuery(
        name = Mail.DUE,
        query = "select m from Mail m where m.state = dev.cairn.mail.entity.Mail.State.QUEUED and m.dueAt <= :now"
                + " order by m.dueAt")
@NamedQuery(
        name = Mail.RECENT,
        query = "select count(m) from Mail m where m.recipient = :recipient and m.createdAt > :since")
@NamedQuery(
        name = Mail.GIVE_UP_SENDING,
        query = "update Mail m set m.state = dev.cairn.mail.entity.Mail.State.UNCLEAR, m.endedAt = :now,"
                + " m.plain = '', m.html = '', m.outcome = 'the server died while it sent this'"
                + " where m.state = dev.cairn.mail.entity.Mail.State.SENDING and m.dueAt < :now")
@NamedQuery(
        name = Mail.GIVE_UP_QUEUED,
        query = "update Mail m set m.state = dev.cairn.mail.entity.Mail.State.REFUSED, m.endedAt = :now,"
                + " m.plain = '', m.html = ''"
                + " where m.state = dev.cairn.mail.entity.Mail.State.QUEUED and m.createdAt < :before")
@NamedQuery(name = Mail.FORGET, query = "delete from Mail m where m.endedAt < :before")
public class Mail {

    public static final String DUE = "Mail.due";
    public static final String RECENT = "Mail.recent";
    public static final String GIVE_UP_SENDING = "Mail.giveUpSending";
    public static final String GIVE_UP_QUEUED = "Mail.giveUpQueued";
    public static final String FORGET = "Mail.forget";

    private static final int LONGEST_OUTCOME = 500;

    /// Where a mail is in its life.
    public enum State {
        QUEUED,
        SENDING,
        SENT,
        REFUSED,
        UNCLEAR
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(updatable = false)
    private String recipient;

    @Column(updatable = false)
    private String subject;

    private String plain;

    private String html;

    @Enumerated(EnumType.STRING)
    private State state = State.QUEUED;

    private int attempts;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    @Column(name = "due_at")
    private long dueAt;

    @Column(name = "ended_at")
    private @Nullable Long endedAt;

    private @Nullable String outcome;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Mail() {}

    public Mail(String recipient, String subject, String plain, String html, Instant now) {
        this.recipient = recipient;
        this.subject = subject;
        this.plain = plain;
        this.html = html;
        this.createdAt = Times.toMicros(now);
        this.dueAt = createdAt;
    }

    public long id() {
        return id;
    }

    public String recipient() {
        return recipient;
    }

    public String subject() {
        return subject;
    }

    public String plain() {
        return plain;
    }

    public String html() {
        return html;
    }

    /// How often it was tried, the present attempt included.
    public int attempts() {
        return attempts;
    }

    public Instant createdAt() {
        return Times.ofMicros(createdAt);
    }

    /// It is being handed over.
    ///
    /// @param until nobody knows any more what came of it after this moment
    public void sending(Instant until) {
        state = State.SENDING;
        attempts++;
        dueAt = Times.toMicros(until);
    }

    public void queueAgain(Instant next, String reason) {
        state = State.QUEUED;
        dueAt = Times.toMicros(next);
        outcome = shortened(reason);
    }

    public void end(State how, String reason, Instant now) {
        state = how;
        endedAt = Times.toMicros(now);
        outcome = shortened(reason);
        plain = "";
        html = "";
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_OUTCOME));
    }
}
