package dev.cairn.accounts.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.accounts.control.AccountLetters;
import dev.cairn.accounts.control.AddressProofs;
import dev.cairn.core.problem.ProblemException;
import jakarta.inject.Inject;

/// `/verify-email?token=…`: proves an address at the press of a button. To open the page proves
/// nothing, for programs that check mails open it too.
@CdiComponent
@Route(value = AccountLetters.PROVE_PAGE, autoLayout = false)
@AnonymousAllowed
public class VerifyEmailView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final transient AddressProofs proofs;
    private final Paragraph text = new Paragraph(getTranslation("verify.text"));
    private final Button confirm = new Button(getTranslation("verify.action"));
    private String token = "";

    @Inject
    public VerifyEmailView(AddressProofs proofs) {
        this.proofs = proofs;
        addClassName("sign-in");
        var brand = new Div("Cairn");
        brand.addClassName("brand");
        var files = new Anchor("files", getTranslation("not-found.home"));
        files.addClassName("quiet-link");
        files.getElement().setAttribute("router-link", true);
        text.getElement().setAttribute("role", "status");
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.addClickListener(_ -> confirm());
        confirm.setId("submit");
        var form = new Div(brand, new H1(getPageTitle()), text, confirm, files);
        form.addClassName("sign-in-form");
        add(form);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(AccountLetters.TOKEN)
                .orElse("");
    }

    @Override
    public String getPageTitle() {
        return getTranslation("verify.title");
    }

    private void confirm() {
        try {
            proofs.prove(token);
            text.setText(getTranslation("verify.done"));
        } catch (ProblemException e) {
            text.setText(e.getMessage());
        }
        confirm.setVisible(false);
    }
}
