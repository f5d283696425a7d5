package dev.cairn.admin.entity;

import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One act, as it was done. The database refuses to change or delete it.
@Entity
@Table(name = "audit")
public class AuditRow {

    private static final int LONGEST_SUBJECT = 254;
    private static final int LONGEST_DETAIL = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(updatable = false)
    private long at;

    @Column(name = "user_id", updatable = false)
    private @Nullable Integer userId;

    @Column(updatable = false)
    private String email;

    @Column(updatable = false)
    private String address;

    @Column(updatable = false)
    private String act;

    @Column(updatable = false)
    private String subject;

    @Column(updatable = false)
    private String detail;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected AuditRow() {}

    /// @param user who did it; null for the server itself
    /// @param subject whom or what it was done to; cut where it is too long, as is `detail`
    public AuditRow(
            Instant at,
            @Nullable UserId user,
            String email,
            String address,
            String act,
            String subject,
            String detail) {
        this.at = Times.toMicros(at);
        this.userId = user == null ? null : user.value();
        this.email = email;
        this.address = address;
        this.act = act;
        this.subject = shortened(subject, LONGEST_SUBJECT);
        this.detail = shortened(detail, LONGEST_DETAIL);
    }

    private static String shortened(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }
}
