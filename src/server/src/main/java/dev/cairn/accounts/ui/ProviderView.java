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
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.accounts.control.AttemptCookie;
import dev.cairn.accounts.control.OpenIdProvider;
import dev.cairn.accounts.control.ProviderIdentity;
import dev.cairn.accounts.control.ProviderSignIns;
import dev.cairn.accounts.control.Sessions;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.ui.CodeField;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `/sign-in/provider`: where the OpenID provider sends people back to. Whose account it knows is let in at
/// once; who is new here says whether they have an account.
@CdiComponent
@Route(value = OpenIdProvider.RETURN_PAGE, autoLayout = false)
@AnonymousAllowed
public class ProviderView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final transient ProviderSignIns signIns;
    private final transient BrowserSession browser;
    private final transient AttemptCookie cookie;
    private final String provider;

    private final Paragraph first = new Paragraph();
    private final Paragraph advice = new Paragraph();
    private final EmailField email = new EmailField(getTranslation("sign-in.email"));
    private final PasswordField password = new PasswordField(getTranslation("sign-in.password"));
    private final CodeField code = new CodeField("code");
    private final ReplacedDevice replaced = new ReplacedDevice();
    private final Div problem = new Div();
    private final Button goOn = new Button(getTranslation("provider.continue"));
    private final Button join = new Button(getTranslation("provider.join"));
    private final Button open = new Button(getTranslation("provider.open"));
    private transient @Nullable ProviderIdentity identity;

    @Inject
    public ProviderView(ProviderSignIns signIns, BrowserSession browser, AttemptCookie cookie) {
        this.signIns = signIns;
        this.browser = browser;
        this.cookie = cookie;
        this.provider = signIns.providerName().orElse("");
        addClassName("sign-in");
        var brand = new Div("Cairn");
        brand.addClassName("brand");
        var back = new Anchor("sign-in", getTranslation("provider.back"));
        back.addClassName("quiet-link");
        back.getElement().setAttribute("router-link", true);
        var form = new Div(
                brand,
                new H1(getPageTitle()),
                first,
                advice,
                email,
                password,
                code,
                replaced,
                problem,
                goOn,
                join,
                open,
                back);
        form.addClassName("sign-in-form");
        prepareFields();
        add(form);
    }

    private void prepareFields() {
        email.setAutocomplete(Autocomplete.USERNAME);
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        code.setHelperText(getTranslation("sign-in.code.help"));
        code.setVisible(false);
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        prepare(goOn, "continue", () -> enter(SignInView::goTo));
        prepare(join, "join", this::join);
        prepare(open, "open", this::open);
        goOn.addThemeVariants(ButtonVariant.PRIMARY);
        join.addThemeVariants(ButtonVariant.PRIMARY);
        join.addClickShortcut(Key.ENTER);
        ask(false);
        goOn.setVisible(false);
        tell(null);
    }

    private void prepare(Button button, String id, Runnable act) {
        button.setId(id);
        button.setDisableOnClick(true);
        button.addClickListener(_ -> {
            attempt(act);
            button.setEnabled(true);
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("provider.title", provider);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (BrowserSession.find().isPresent()) {
            event.forwardTo("files");
            return;
        }
        if (provider.isEmpty()) {
            event.forwardTo(SignInView.class);
            return;
        }
        var held = BrowserSession.cookie(VaadinRequest.getCurrent(), cookie.name());
        BrowserSession.setCookie(VaadinResponse.getCurrent(), cookie.cleared());
        attempt(() -> {
            identity = signIns.identify(
                    held.orElse(""), event.getLocation().getQueryParameters().getParameters(), address());
            enter(wanted -> event.forwardTo(wanted.getPath(), wanted.getQueryParameters()));
        });
    }

    private void enter(Consumer<Location> onward) {
        signIns.enter(known(), BrowserName.current(), replaced.choice(), address())
                .ifPresentOrElse(session -> begin(session, onward), this::welcome);
    }

    private void welcome() {
        email.setValue(known().email().orElse(""));
        first.setText(getTranslation(
                "provider.first", provider, known().name().or(known()::email).orElseGet(known()::subject)));
        var joining = getTranslation("provider.join.text", provider);
        advice.setText(signIns.canOpen(known()) ? joining : joining + " " + getTranslation("provider.closed"));
        ask(true);
        open.setVisible(signIns.canOpen(known()));
        password.focus();
    }

    private void join() {
        var session = signIns.join(
                known(),
                email.getValue(),
                password.getValue(),
                code.getOptionalValue(),
                BrowserName.current(),
                replaced.choice(),
                address());
        begin(session, SignInView::goTo);
    }

    private void open() {
        begin(signIns.openAccount(known(), BrowserName.current(), address()), SignInView::goTo);
    }

    private void begin(Sessions.Session session, Consumer<Location> onward) {
        browser.begin(session);
        onward.accept(SignInView.wanted());
    }

    private void attempt(Runnable act) {
        tell(null);
        try {
            act.run();
        } catch (ProblemException e) {
            tell(e.getMessage());
            replaced.offerAfter(e);
            goOn.setVisible(e.type() == ProblemType.DEVICE_LIMIT && !join.isVisible());
            if (e.type() == ProblemType.SECOND_FACTOR) {
                code.setVisible(true);
                code.focus();
            }
        }
    }

    private void ask(boolean visible) {
        first.setVisible(visible);
        advice.setVisible(visible);
        email.setVisible(visible);
        password.setVisible(visible);
        join.setVisible(visible);
        open.setVisible(visible);
    }

    private void tell(@Nullable String text) {
        problem.setText(text == null ? "" : text);
        problem.setVisible(text != null);
    }

    private ProviderIdentity known() {
        return Optional.ofNullable(identity).orElseThrow(() -> new IllegalStateException("Nobody has come back"));
    }

    private static String address() {
        return VaadinRequest.getCurrent().getRemoteAddr();
    }
}
