package dev.cairn.sharing.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.sharing.control.Links;
import dev.cairn.tree.ui.ShareWanted;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;

/// Opens the share dialog on every page that asks for it.
@Dependent
public class ShareDesk {

    private final Links links;
    private final InstantSource clock;

    @Inject
    ShareDesk(Links links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    void watch(@Observes ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(init -> ShareWanted.listen(
                        init.getUI(),
                        wanted -> new ShareDialog(links, BrowserSession.caller(), wanted.entry(), clock).open()));
    }
}
