package dev.cairn.admin.ui;

import com.vaadin.flow.server.VaadinRequest;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.admin.control.Administrator;
import dev.cairn.admin.control.Confirmations;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/// Who sits at the console, and their password where it is asked for once more.
@Dependent
public class Desk {

    private final Confirmations confirmations;

    @Inject
    Desk(Confirmations confirmations) {
        this.confirmations = confirmations;
    }

    /// @throws ProblemException `FORBIDDEN` if it is no administrator
    Administrator administrator() {
        return new Administrator(
                BrowserSession.caller(), VaadinRequest.getCurrent().getRemoteAddr());
    }

    /// Does something that may ask for the password again: then the person is asked, and it is done once
    /// they have given it.
    void confirmed(Runnable act) {
        try {
            act.run();
        } catch (ProblemException e) {
            if (e.type() != ProblemType.CONFIRM_PASSWORD) {
                throw e;
            }
            new PasswordPrompt((password, code) -> {
                        confirmations.confirm(administrator(), password, code);
                        act.run();
                    })
                    .open();
        }
    }
}
