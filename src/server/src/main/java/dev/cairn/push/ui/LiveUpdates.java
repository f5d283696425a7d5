package dev.cairn.push.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.shared.Registration;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.push.control.StaleNamespaces;
import dev.cairn.push.control.Tickets;
import dev.cairn.tree.control.NamespaceChanged;
import dev.cairn.tree.ui.TreeNews;
import dev.cairn.tree.ui.TreeShown;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets a page hear of changes made elsewhere, by the same socket as every other client
/// (`webapp/live`); views listen with [TreeNews].
@CdiComponent
@Tag("cairn-live")
public class LiveUpdates extends Component {

    private final transient Tickets tickets;
    private final transient StaleNamespaces namespaces;
    private final transient Caller caller = BrowserSession.caller();
    private @Nullable Registration registration;
    private @Nullable NamespaceId watched;

    @Inject
    LiveUpdates(Tickets tickets, StaleNamespaces namespaces) {
        this.tickets = tickets;
        this.namespaces = namespaces;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var page = event.getUI();
        page.getPage().addJsModule("context://live/index.js");
        registration = TreeShown.listen(page, view -> {
            watched = view.namespace();
            getElement().setProperty("watched", view.namespace().toString());
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        Optional.ofNullable(registration).ifPresent(Registration::remove);
    }

    /// The page opens a socket.
    @ClientCallable
    private String ticket() {
        return tickets.issue(caller).text();
    }

    /// The socket is open. What has changed since the page was drawn, or since the last socket broke,
    /// nobody has told it.
    @ClientCallable
    private void connected() {
        if (watched != null) {
            namespaces.heads(caller, List.of(watched)).forEach(this::tell);
        }
    }

    /// The page was told that a namespace has changed.
    @ClientCallable
    private void changed(String namespace, double seq) {
        tell(new NamespaceChanged(NamespaceId.valueOf(namespace), (long) seq));
    }

    private void tell(NamespaceChanged changed) {
        getUI().ifPresent(page -> new TreeNews(page, changed.namespace(), changed.seq()).tell());
    }
}
