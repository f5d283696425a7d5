package dev.cairn.accounts.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import dev.cairn.accounts.control.ProviderSignIns;
import dev.cairn.core.problem.ProblemException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/// The other way in: at the OpenID provider. Where there is none, nothing is shown.
final class ProviderButton extends Div {

    private final transient ProviderSignIns signIns;
    private final transient Consumer<String> problem;
    private final Button button = new Button();

    private ProviderButton(ProviderSignIns signIns, Consumer<String> problem) {
        this.signIns = signIns;
        this.problem = problem;
        addClassName("provider");
        var name = signIns.providerName();
        setVisible(name.isPresent());
        button.setText(getTranslation("sign-in.provider", name.orElse("")));
        button.setId("provider");
        button.setDisableOnClick(true);
        button.addClickListener(_ -> begin());
        add(new Span(getTranslation("sign-in.or")), button);
    }

    private void begin() {
        try {
            var beginning = signIns.begin(VaadinRequest.getCurrent().getRemoteAddr());
            BrowserSession.setCookie(VaadinResponse.getCurrent(), beginning.cookie());
            UI.getCurrent().getPage().setLocation(beginning.page());
        } catch (ProblemException e) {
            problem.accept(e.getMessage());
            button.setEnabled(true);
        }
    }

    /// Makes the button for those who show it.
    @Dependent
    static class Maker {

        private final ProviderSignIns signIns;

        @Inject
        Maker(ProviderSignIns signIns) {
            this.signIns = signIns;
        }

        /// @param problem told why it does not go on
        ProviderButton make(Consumer<String> problem) {
            return new ProviderButton(signIns, problem);
        }
    }
}
