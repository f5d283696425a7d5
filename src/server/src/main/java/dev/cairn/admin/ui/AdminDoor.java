package dev.cairn.admin.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.server.ServiceInitEvent;
import dev.cairn.accounts.ui.BrowserSession;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/// Lets nobody but administrators into a view of this package: for everybody else there is no such page.
/// That a person is signed in at all is seen to elsewhere.
@Dependent
public class AdminDoor {

    void watch(@Observes ServiceInitEvent event) {
        event.getSource().addUIInitListener(init -> init.getUI().addBeforeEnterListener(AdminDoor::check));
    }

    private static void check(BeforeEnterEvent event) {
        boolean console = event.getNavigationTarget().getPackage().equals(AdminDoor.class.getPackage());
        boolean stranger =
                BrowserSession.find().filter(caller -> !caller.administrator()).isPresent();
        if (console && stranger) {
            event.rerouteToError(NotFoundException.class);
        }
    }
}
