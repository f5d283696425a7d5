package dev.cairn.sharing.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.sharing.control.Links;
import dev.cairn.sharing.control.Shares;
import dev.cairn.tree.ui.ShareWanted;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;

/// Opens the share dialog on every page that asks for it.
@Dependent
public class ShareDesk {

    private final Shares shares;
    private final Links links;
    private final InstantSource clock;

    @Inject
    ShareDesk(Shares shares, Links links, InstantSource clock) {
        this.shares = shares;
        this.links = links;
        this.clock = clock;
    }

    void watch(@Observes ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(init -> ShareWanted.listen(
                        init.getUI(),
                        wanted ->
                                new ShareDialog(shares, links, BrowserSession.caller(), wanted.entry(), clock).open()));
    }
}
