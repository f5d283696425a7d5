package dev.cairn.accounts.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SessionInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.platform.ui.FailureNotice;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/// Lets nobody into a view who is not signed in, except into those that say
/// [AnonymousAllowed]; a view that says nothing is closed.
@Dependent
public class Gatekeeper {

    /// Where a person wanted to go before they were asked to sign in.
    static final String WANTED = "cairn.wanted";

    private final BrowserSession browser;
    private final ActiveDevices devices;

    @Inject
    Gatekeeper(BrowserSession browser, ActiveDevices devices) {
        this.browser = browser;
        this.devices = devices;
    }

    void watch(@Observes ServiceInitEvent event) {
        var service = event.getSource();
        service.addSessionInitListener(this::greet);
        service.addUIInitListener(init -> init.getUI().addBeforeEnterListener(Gatekeeper::check));
        event.addRequestHandler(this::turnAway);
    }

    private void greet(SessionInitEvent event) {
        event.getSession().setErrorHandler(new FailureNotice());
        browser.restore(event.getSession(), event.getRequest(), VaadinResponse.getCurrent());
    }

    /// A device that was removed from elsewhere is out with its next request.
    private boolean turnAway(VaadinSession session, VaadinRequest request, VaadinResponse response) {
        session.lock();
        try {
            BrowserSession.find(session)
                    .filter(caller -> !devices.isActive(caller))
                    .ifPresent(_ -> browser.forget());
        } finally {
            session.unlock();
        }
        return false;
    }

    private static void check(BeforeEnterEvent event) {
        boolean open = event.getNavigationTarget().isAnnotationPresent(AnonymousAllowed.class);
        if (!open && BrowserSession.find().isEmpty()) {
            VaadinSession.getCurrent().setAttribute(WANTED, event.getLocation().getPathWithQueryParameters());
            event.forwardTo(SignInView.class);
        }
    }
}
