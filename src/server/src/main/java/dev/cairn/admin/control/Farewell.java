package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Standing;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.HandOver;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/// The last steps of closing an account, and their entries in the audit log.
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

    /// Writes down whom the files went to.
    void handedOver(Caller departed, Caller heir, HandOver.Copied copied) {
        var damaged = copied.damaged() == 0 ? "" : ", " + copied.damaged() + " damaged ones not";
        audit.add(
                Act.FILES_HANDED_OVER,
                accounts.emailOf(departed.user()),
                copied.files() + " files to " + accounts.emailOf(heir.user()) + damaged);
    }

    void close(Caller departed) {
        audit.add(Act.ACCOUNT_CLOSED, accounts.emailOf(departed.user()), "");
        standing.close(departed);
    }
}
