package dev.cairn.admin.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.ui.CodeField;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Asks for the password once more, before what is dangerous.
final class PasswordPrompt extends Dialog {

    private final PasswordField password = new PasswordField(getTranslation("sign-in.password"));
    private final CodeField code = new CodeField("confirm-code");
    private final Div problem = new Div();
    private final transient BiConsumer<String, Optional<String>> receiver;

    /// @param receiver is given the password, and a code once it has asked for one; what it refuses is
    ///     shown, and the person may try again
    PasswordPrompt(BiConsumer<String, Optional<String>> receiver) {
        this.receiver = receiver;
        setHeaderTitle(getTranslation("admin.confirm.title"));
        setMaxWidth("min(32rem, 100%)");
        password.setId("confirm-password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setAutofocus(true);
        code.setVisible(false);
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var form = new Div(new Paragraph(getTranslation("admin.confirm.text")), password, code, problem);
        form.addClassName("stack");
        add(form);
        var confirm = new Button(getTranslation("admin.confirm.action"), _ -> confirm());
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.addClickShortcut(Key.ENTER);
        confirm.setId("confirm");
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), confirm);
    }

    private void confirm() {
        try {
            receiver.accept(password.getValue(), code.getOptionalValue());
            close();
        } catch (ProblemException e) {
            if (e.type() == ProblemType.SECOND_FACTOR) {
                code.setVisible(true);
                code.focus();
            }
            problem.setText(e.getMessage());
            problem.setVisible(true);
        }
    }
}
