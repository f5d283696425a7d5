package dev.cairn.admin.control;

import dev.cairn.accounts.control.StepUps;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.Optional;

/// Administrators give their password once more, before what is dangerous.
@OneObject
public class Confirmations {

    private final StepUps stepUps;
    private final AuditLog audit;

    @Inject
    Confirmations(StepUps stepUps, AuditLog audit) {
        this.stepUps = stepUps;
        this.audit = audit;
    }

    /// @param code of a second factor; empty if none was given
    /// @throws ProblemException `WRONG_CREDENTIALS`; `SECOND_FACTOR`; `TOO_MANY_REQUESTS`
    public void confirm(Administrator by, String password, Optional<String> code) {
        stepUps.confirm(by.caller(), password, code, by.address());
        audit.add(by, Act.PASSWORD_CONFIRMED, "", "");
    }
}
