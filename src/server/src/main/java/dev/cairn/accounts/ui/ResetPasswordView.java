package dev.cairn.accounts.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.accounts.control.AccountLetters;
import dev.cairn.accounts.control.ForgottenPasswords;
import dev.cairn.core.problem.ProblemException;
import jakarta.inject.Inject;
import java.util.Optional;

/// `/reset-password`: asks for a mail with a link; `?token=…`, which is that link, asks for the new
/// password.
@CdiComponent
@Route(value = AccountLetters.RESET_PAGE, autoLayout = false)
@AnonymousAllowed
public class ResetPasswordView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final transient ForgottenPasswords forgotten;
    private final H1 title = new H1();
    private final Paragraph text = new Paragraph();
    private final EmailField email = new EmailField(getTranslation("sign-in.email"));
    private final PasswordField password = new PasswordField(getTranslation("password.next"));
    private final Div problem = new Div();
    private final Button submit = new Button();
    private Optional<String> token = Optional.empty();

    @Inject
    public ResetPasswordView(ForgottenPasswords forgotten) {
        this.forgotten = forgotten;
        addClassName("sign-in");
        var brand = new Div("Cairn");
        brand.addClassName("brand");
        var back = new Anchor("sign-in", getTranslation("reset.back"));
        back.addClassName("quiet-link");
        back.getElement().setAttribute("router-link", true);
        email.setAutocomplete(Autocomplete.USERNAME);
        email.setAutofocus(true);
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setHelperText(getTranslation("sign-in.password.help"));
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        submit.addClickListener(_ -> submit());
        submit.addClickShortcut(Key.ENTER);
        submit.setId("submit");
        text.getElement().setAttribute("role", "status");
        var form = new Div(brand, title, text, email, password, problem, submit, back);
        form.addClassName("sign-in-form");
        add(form);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getLocation().getQueryParameters().getSingleParameter(AccountLetters.TOKEN);
        title.setText(getPageTitle());
        text.setText(getTranslation(token.isPresent() ? "reset.new.text" : "reset.text"));
        email.setVisible(token.isEmpty());
        password.setVisible(token.isPresent());
        submit.setText(getTranslation(token.isPresent() ? "reset.new.action" : "reset.action"));
        problem.setVisible(false);
    }

    @Override
    public String getPageTitle() {
        return getTranslation(token.isPresent() ? "reset.new.title" : "reset.title");
    }

    private void submit() {
        try {
            if (token.isPresent()) {
                forgotten.finish(token.get(), password.getValue());
                done("reset.new.done");
            } else {
                forgotten.ask(email.getValue(), VaadinRequest.getCurrent().getRemoteAddr());
                done("reset.done");
            }
        } catch (ProblemException e) {
            problem.setText(e.getMessage());
            problem.setVisible(true);
        } finally {
            submit.setEnabled(true);
        }
    }

    private void done(String what) {
        text.setText(getTranslation(what));
        email.setVisible(false);
        password.setVisible(false);
        problem.setVisible(false);
        submit.setVisible(false);
    }
}
