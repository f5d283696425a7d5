package dev.cairn.admin.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import dev.cairn.accounts.control.Standing;
import dev.cairn.core.problem.ProblemException;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks whether somebody's account is really to be deleted, and who gets their files.
final class DismissDialog extends Dialog {

    private final EmailField heir = new EmailField(getTranslation("admin.user.delete.heir"));
    private final Div problem = new Div();
    private final transient Consumer<Optional<String>> receiver;

    /// @param receiver is given the heir's address; what it refuses is shown, and the person may mend it
    DismissDialog(String name, Consumer<Optional<String>> receiver) {
        this.receiver = receiver;
        setHeaderTitle(getTranslation("admin.user.delete.title", name));
        setMaxWidth("min(32rem, 100%)");
        heir.setId("heir");
        heir.setHelperText(getTranslation("admin.user.delete.heir.help"));
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var text = new Paragraph(getTranslation("admin.user.delete.text", Standing.GRACE.toDays()));
        var form = new Div(text, heir, problem);
        form.addClassName("stack");
        add(form);
        var go = new Button(getTranslation("admin.user.delete"), _ -> send());
        go.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        go.setId("really");
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), go);
    }

    private void send() {
        try {
            receiver.accept(heir.getOptionalValue());
            close();
        } catch (ProblemException e) {
            problem.setText(e.getMessage());
            problem.setVisible(true);
        }
    }
}
