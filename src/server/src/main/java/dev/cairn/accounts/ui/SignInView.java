package dev.cairn.accounts.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
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
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.accounts.control.AccountLetters;
import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.SignIns;
import dev.cairn.accounts.control.SignUps;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.ui.CodeField;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/sign-in`: one page to sign in, to sign up, and to become the first administrator.
///
/// `?new` opens it for signing up. A person who came from another view goes on to it.
@CdiComponent
@Route(value = "sign-in", autoLayout = false)
@AnonymousAllowed
public class SignInView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final String NEW = "new";

    private final transient SignIns signIns;
    private final transient SignUps signUps;
    private final transient Accounts accounts;
    private final transient BrowserSession browser;
    private final boolean signUpOpen;

    private final H1 title = new H1();
    private final Paragraph hint = new Paragraph();
    private final TextField name = new TextField(getTranslation("sign-in.name"));
    private final EmailField email = new EmailField(getTranslation("sign-in.email"));
    private final PasswordField password = new PasswordField(getTranslation("sign-in.password"));
    private final CodeField code = new CodeField("code");
    private final TextField adminToken = new TextField(getTranslation("sign-in.token"));
    private final ReplacedDevice replaced = new ReplacedDevice();
    private final Div problem = new Div();
    private final Button submit = new Button();
    private final Button other = new Button();
    private final ProviderButton provider;
    private final Anchor forgotten = new Anchor(AccountLetters.RESET_PAGE, getTranslation("sign-in.forgotten"));
    private boolean signingUp;

    @Inject
    public SignInView(
            SignIns signIns,
            SignUps signUps,
            Accounts accounts,
            BrowserSession browser,
            ProviderButton.Maker provider,
            Settings settings) {
        this.signIns = signIns;
        this.signUps = signUps;
        this.accounts = accounts;
        this.browser = browser;
        this.provider = provider.make(this::tell);
        this.signUpOpen = settings.signUp();
        addClassName("sign-in");
        var brand = new Div();
        brand.addClassName("brand");
        brand.setText("Cairn");
        var form = new Div(
                brand,
                title,
                hint,
                name,
                email,
                password,
                code,
                adminToken,
                replaced,
                problem,
                submit,
                this.provider,
                other,
                forgotten);
        form.addClassName("sign-in-form");
        prepareFields();
        add(form);
    }

    private void prepareFields() {
        name.setAutocomplete(Autocomplete.NAME);
        email.setAutocomplete(Autocomplete.USERNAME);
        email.setAutofocus(true);
        code.setHelperText(getTranslation("sign-in.code.help"));
        code.setVisible(false);
        adminToken.setHelperText(getTranslation("sign-in.token.help"));
        adminToken.setAutocomplete(Autocomplete.OFF);
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        submit.addClickListener(_ -> submit());
        submit.addClickShortcut(Key.ENTER);
        submit.setId("submit");
        other.addThemeVariants(ButtonVariant.TERTIARY);
        other.addClickListener(_ -> UI.getCurrent()
                .navigate(SignInView.class, signingUp ? QueryParameters.empty() : QueryParameters.of(NEW, "")));
        other.setId("other");
        forgotten.addClassName("quiet-link");
        forgotten.setId("forgotten");
        forgotten.getElement().setAttribute("router-link", true);
    }

    /// Where nobody is signed in, the browser keeps in mind nobody's folder.
    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://offline/nobody.js");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (BrowserSession.find().isPresent()) {
            event.forwardTo("files");
            return;
        }
        boolean firstRun = !accounts.hasAdministrator();
        signingUp =
                event.getLocation().getQueryParameters().getParameters().containsKey(NEW) && (signUpOpen || firstRun);
        title.setText(getPageTitle());
        hint.setText(getTranslation("sign-in.first-run"));
        hint.setVisible(firstRun && signingUp);
        name.setVisible(signingUp);
        adminToken.setVisible(firstRun && signingUp);
        password.setHelperText(signingUp ? getTranslation("sign-in.password.help") : null);
        password.setAutocomplete(signingUp ? Autocomplete.NEW_PASSWORD : Autocomplete.CURRENT_PASSWORD);
        submit.setText(getTranslation(signingUp ? "sign-in.sign-up" : "sign-in.sign-in"));
        other.setText(getTranslation(signingUp ? "sign-in.have-account" : "sign-in.new-here"));
        other.setVisible(signUpOpen || firstRun);
        forgotten.setVisible(!signingUp);
        tell(null);
    }

    @Override
    public String getPageTitle() {
        return getTranslation(signingUp ? "sign-in.title.new" : "sign-in.title");
    }

    private void submit() {
        try {
            if (signingUp) {
                signUps.signUp(
                        email.getValue(),
                        name.getValue(),
                        password.getValue(),
                        Optional.of(adminToken.getValue()),
                        address());
            }
            browser.begin(signIns.signIn(
                    email.getValue(),
                    password.getValue(),
                    code.getOptionalValue(),
                    BrowserName.current(),
                    "browser",
                    replaced.choice(),
                    address()));
            goTo(wanted());
        } catch (ProblemException e) {
            tell(e.getMessage());
            replaced.offerAfter(e);
            if (e.type() == ProblemType.SECOND_FACTOR) {
                code.setVisible(true);
                code.focus();
            }
        } finally {
            submit.setEnabled(true);
        }
    }

    /// Where the person wanted to go, as far as this session knows; else their files.
    static Location wanted() {
        var wanted = (String) VaadinSession.getCurrent().getAttribute(Gatekeeper.WANTED);
        VaadinSession.getCurrent().setAttribute(Gatekeeper.WANTED, null);
        return new Location(wanted == null ? "files" : wanted);
    }

    static void goTo(Location location) {
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }

    private void tell(@Nullable String text) {
        problem.setText(text == null ? "" : text);
        problem.setVisible(text != null);
    }

    private static String address() {
        return VaadinRequest.getCurrent().getRemoteAddr();
    }
}
