package dev.cairn.accounts.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.server.VaadinRequest;
import dev.cairn.accounts.control.SignIns;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.ui.Notices;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/// Changes the password; all other sessions of the person end with it.
public final class PasswordDialog extends Dialog {

    private final transient SignIns signIns;
    private final PasswordField current = new PasswordField(getTranslation("password.current"));
    private final PasswordField next = new PasswordField(getTranslation("password.next"));
    private final Div problem = new Div();

    private PasswordDialog(SignIns signIns) {
        this.signIns = signIns;
        setHeaderTitle(getTranslation("password.title"));
        current.setId("current-password");
        next.setId("new-password");
        current.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        current.setAutofocus(true);
        next.setAutocomplete(Autocomplete.NEW_PASSWORD);
        next.setHelperText(getTranslation("sign-in.password.help"));
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var form = new Div(current, next, problem);
        form.addClassName("stack");
        add(form);
        var change = new Button(getTranslation("password.change"), _ -> change());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.setId("set-password");
        change.addClickShortcut(Key.ENTER);
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), change);
    }

    private void change() {
        try {
            var address = VaadinRequest.getCurrent().getRemoteAddr();
            signIns.changePassword(BrowserSession.caller(), current.getValue(), next.getValue(), address);
            close();
            Notices.done(getTranslation("password.changed"));
        } catch (ProblemException e) {
            problem.setText(e.getMessage());
            problem.setVisible(true);
        }
    }

    /// Makes the dialog for those who show it.
    @Dependent
    public static class Maker {

        private final SignIns signIns;

        @Inject
        Maker(SignIns signIns) {
            this.signIns = signIns;
        }

        public PasswordDialog make() {
            return new PasswordDialog(signIns);
        }
    }
}
