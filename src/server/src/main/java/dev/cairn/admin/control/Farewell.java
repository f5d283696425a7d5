package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Standing;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/// The last step of closing an account, and its entry in the audit log.
@OneObject
@Transactional
public class Farewell {

    private final Standing standing;
    private final Accounts accounts;
    private final AuditLog audit;

    @Inject
    Farewell(Standing standing, Accounts accounts, AuditLog audit) {
        this.standing = standing;
        this.accounts = accounts;
        this.audit = audit;
    }

    void close(Caller departed) {
        audit.add(Act.ACCOUNT_CLOSED, accounts.emailOf(departed.user()));
        standing.close(departed);
    }
}
