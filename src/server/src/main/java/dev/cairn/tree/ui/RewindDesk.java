package dev.cairn.tree.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.tree.control.Rewinder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;

/// Opens the dialog that rewinds on every page that asks for it.
@Dependent
public class RewindDesk {

    private final Rewinder rewinder;
    private final InstantSource clock;

    @Inject
    RewindDesk(Rewinder rewinder, InstantSource clock) {
        this.rewinder = rewinder;
        this.clock = clock;
    }

    void watch(@Observes ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(init -> RewindWanted.listen(
                        init.getUI(),
                        wanted -> new RewindDialog(rewinder, BrowserSession.caller(), wanted.folder(), clock).open()));
    }
}
