package dev.cairn.accounts.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.server.VaadinRequest;
import dev.cairn.accounts.control.SecondFactorSetup;
import dev.cairn.accounts.control.SecondFactors;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.ui.CodeField;
import dev.cairn.platform.ui.Notices;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/// Turns the person's second factor on, step by step, or off.
public final class SecondFactorDialog extends Dialog {

    private final transient SecondFactorSetup setup;
    private final PasswordField password = new PasswordField(getTranslation("sign-in.password"));
    private final CodeField code = new CodeField("factor-code");
    private final Div problem = new Div();

    private SecondFactorDialog(SecondFactorSetup setup) {
        this.setup = setup;
        setHeaderTitle(getTranslation("second-factor.title"));
        setMaxWidth("min(30rem, 100%)");
        password.setId("factor-password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        var status = setup.status(BrowserSession.caller());
        if (status.on()) {
            code.setHelperText(getTranslation("sign-in.code.help"));
            show("end", this::end, text("on", status.recoveryCodes()), password, code);
        } else {
            show("next", this::begin, text("off"), password);
        }
        password.focus();
    }

    private void begin() {
        showKey(setup.begin(BrowserSession.caller(), password.getValue(), address()));
    }

    private void showKey(SecondFactors.Enrollment enrollment) {
        var uri = enrollment.uri().toString();
        var key = new Code(enrollment.secret().replaceAll("(.{4})(?=.)", "$1 "));
        key.setId("factor-key");
        show(
                "prove",
                this::prove,
                text("scan"),
                new QrPicture(uri, getTranslation("second-factor.picture")),
                new Div(new Text(getTranslation("second-factor.key") + " "), key),
                appLink(uri),
                code);
        code.focus();
    }

    /// Leads to an app on this device. Vaadin takes the scheme for unsafe, and would say so in the log, with
    /// the secret; this address is the server's own.
    private Anchor appLink(String uri) {
        var link = new Anchor();
        link.setText(getTranslation("second-factor.open"));
        link.getElement().setAttribute("href", uri);
        return link;
    }

    private void prove() {
        showCodes(setup.prove(BrowserSession.caller(), code.getValue(), address()));
    }

    private void showCodes(List<String> codes) {
        var list = new OrderedList();
        list.setId("recovery-codes");
        list.addClassName("codes");
        codes.forEach(each -> list.add(new ListItem(new Code(each))));
        removeAll();
        getFooter().removeAll();
        add(text("codes"), list);
        var close = new Button(getTranslation("close"), _ -> close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        close.setId("factor-close");
        getFooter().add(close);
    }

    private void end() {
        setup.end(BrowserSession.caller(), password.getValue(), code.getOptionalValue(), address());
        close();
        Notices.done(getTranslation("second-factor.ended"));
    }

    private void show(String action, Runnable act, Component... content) {
        removeAll();
        getFooter().removeAll();
        tell("");
        var form = new Div(content);
        form.add(problem);
        form.addClassName("stack");
        add(form);
        var go = new Button(getTranslation("second-factor." + action), _ -> attempt(act));
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.addClickShortcut(Key.ENTER);
        go.setId("factor-" + action);
        getFooter().add(new Button(getTranslation("cancel"), _ -> close()), go);
    }

    private void attempt(Runnable act) {
        try {
            act.run();
        } catch (ProblemException e) {
            tell(e.getMessage());
        }
    }

    private void tell(String text) {
        problem.setText(text);
        problem.setVisible(!text.isEmpty());
    }

    private Paragraph text(String name, Object... parameters) {
        return new Paragraph(getTranslation("second-factor." + name, parameters));
    }

    private static String address() {
        return VaadinRequest.getCurrent().getRemoteAddr();
    }

    /// Makes the dialog for those who show it.
    @Dependent
    public static class Maker {

        private final SecondFactorSetup setup;

        @Inject
        Maker(SecondFactorSetup setup) {
            this.setup = setup;
        }

        public SecondFactorDialog make() {
            return new SecondFactorDialog(setup);
        }
    }
}
