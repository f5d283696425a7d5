package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.FirstAdministrator;
import dev.cairn.accounts.control.IdentityJoined;
import dev.cairn.accounts.control.IdentityParted;
import dev.cairn.admin.entity.AuditRow;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;

/// What administrators have done, and who was let in by whose word: who, from where, when, and to whom.
///
/// An act and its entry are one transaction, so that there is never one without the other. There is no
/// way to change or delete an entry, and the database refuses it too.
@OneObject
@Transactional
public class AuditLog {

    private final EntityManager entities;
    private final Accounts accounts;
    private final InstantSource clock;

    @Inject
    AuditLog(EntityManager entities, Accounts accounts, InstantSource clock) {
        this.entities = entities;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// Writes down what an administrator does, in the transaction that does it.
    void add(Administrator by, Act act, String subject, String detail) {
        var who = by.caller().user();
        entities.persist(
                new AuditRow(clock.instant(), who, accounts.emailOf(who), by.address(), act.name(), subject, detail));
    }

    /// Writes down what the server does by itself, in the transaction that does it.
    void add(Act act, String subject, String detail) {
        entities.persist(new AuditRow(clock.instant(), null, "", "", act.name(), subject, detail));
    }

    void appointed(@Observes FirstAdministrator appointed) {
        add(appointed.user(), "", Act.FIRST_ADMINISTRATOR, "");
    }

    void joined(@Observes IdentityJoined joined) {
        add(joined.user(), joined.address(), Act.IDENTITY_JOINED, joined.how().name() + " " + joined.issuer());
    }

    void parted(@Observes IdentityParted parted) {
        add(parted.user(), parted.address(), Act.IDENTITY_PARTED, "");
    }

    /// What somebody does about themselves.
    private void add(UserId who, String address, Act act, String detail) {
        var email = accounts.emailOf(who);
        entities.persist(new AuditRow(clock.instant(), who, email, address, act.name(), email, detail));
    }
}
