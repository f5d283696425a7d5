package dev.cairn.admin.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.core.problem.ProblemException;
import java.util.function.BiConsumer;

/// Asks whom to open an account for.
final class InviteDialog extends Dialog {

    private final EmailField email = new EmailField(getTranslation("sign-in.email"));
    private final TextField name = new TextField(getTranslation("admin.invite.name"));
    private final Div problem = new Div();
    private final transient BiConsumer<String, String> receiver;

    /// @param receiver is given address and name; what it refuses is shown, and the person may mend it
    InviteDialog(BiConsumer<String, String> receiver) {
        this.receiver = receiver;
        setHeaderTitle(getTranslation("admin.invite.title"));
        setMaxWidth("min(32rem, 100%)");
        email.setId("invite-email");
        email.setAutofocus(true);
        name.setId("invite-name");
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var form = new Div(new Paragraph(getTranslation("admin.invite.text")), email, name, problem);
        form.addClassName("stack");
        add(form);
        var send = new Button(getTranslation("admin.invite.action"), _ -> send());
        send.addThemeVariants(ButtonVariant.PRIMARY);
        send.addClickShortcut(Key.ENTER);
        send.setId("send-invitation");
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), send);
    }

    private void send() {
        try {
            receiver.accept(email.getValue(), name.getValue());
            close();
        } catch (ProblemException e) {
            problem.setText(e.getMessage());
            problem.setVisible(true);
        }
    }
}
