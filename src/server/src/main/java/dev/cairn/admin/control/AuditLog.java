package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.FirstAdministrator;
import dev.cairn.admin.entity.AuditRow;
import dev.cairn.platform.control.OneObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;

/// What administrators have done: who, from where, when, and to whom.
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
        var email = accounts.emailOf(appointed.user());
        entities.persist(
                new AuditRow(clock.instant(), appointed.user(), email, "", Act.FIRST_ADMINISTRATOR.name(), email, ""));
    }
}
