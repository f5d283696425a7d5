package dev.cairn.accounts.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.server.VaadinRequest;
import dev.cairn.accounts.control.OwnIdentity;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.ui.Notices;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/// Whether the OpenID provider lets the person in, and how to end that.
public final class IdentityDialog extends Dialog {

    private final transient OwnIdentity identity;
    private final String provider;
    private final PasswordField password = new PasswordField(getTranslation("sign-in.password"));
    private final Div problem = new Div();

    private IdentityDialog(OwnIdentity identity, String provider) {
        this.identity = identity;
        this.provider = provider;
        setHeaderTitle(getTranslation("provider.title", provider));
        setMaxWidth("min(30rem, 100%)");
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        getFooter().add(new Button(getTranslation("close"), _ -> close()));
        if (identity.isJoined(BrowserSession.caller())) {
            askToPart();
        } else {
            add(new Paragraph(getTranslation("provider.parted.text", provider)));
        }
    }

    private void askToPart() {
        password.setId("part-password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        var form = new Div(new Paragraph(getTranslation("provider.joined.text", provider)), password, problem);
        form.addClassName("stack");
        add(form);
        var part = new Button(getTranslation("provider.part"), _ -> part());
        part.addThemeVariants(ButtonVariant.PRIMARY);
        part.addClickShortcut(Key.ENTER);
        part.setId("part");
        getFooter().add(part);
    }

    private void part() {
        try {
            identity.part(
                    BrowserSession.caller(),
                    password.getValue(),
                    VaadinRequest.getCurrent().getRemoteAddr());
            close();
            Notices.done(getTranslation("provider.parted", provider));
        } catch (ProblemException e) {
            problem.setText(e.getMessage());
            problem.setVisible(true);
        }
    }

    /// Makes the dialog for those who show it.
    @Dependent
    public static class Maker {

        private final OwnIdentity identity;

        @Inject
        Maker(OwnIdentity identity) {
            this.identity = identity;
        }

        /// What people call the provider; empty where there is none, and no dialog.
        public Optional<String> providerName() {
            return identity.providerName();
        }

        public IdentityDialog make(String provider) {
            return new IdentityDialog(identity, provider);
        }
    }
}
