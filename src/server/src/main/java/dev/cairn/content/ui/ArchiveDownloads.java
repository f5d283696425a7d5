package dev.cairn.content.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.shared.Registration;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.content.control.Archives;
import dev.cairn.tree.ui.ArchiveWanted;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets the browser download an archive when a view of its page wants one.
@CdiComponent
@Tag("cairn-archives")
public class ArchiveDownloads extends Component {

    /// A link that is a download leaves the page where it is, even if it is answered by a failure.
    private static final String FOLLOW = """
            const link = document.createElement('a');
            link.href = $0;
            link.download = $1;
            link.click();
            """;

    private final transient Archives archives;
    private final transient Caller caller = BrowserSession.caller();
    private @Nullable Registration registration;

    @Inject
    ArchiveDownloads(Archives archives) {
        this.archives = archives;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        registration = ArchiveWanted.listen(event.getUI(), this::follow);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        Optional.ofNullable(registration).ifPresent(Registration::remove);
    }

    /// The link is made relative, for browsers download from the page's own origin alone.
    private void follow(ArchiveWanted wanted) {
        var link = archives.link(caller, wanted.nodes());
        var path = link.url().getRawPath() + "?" + link.url().getRawQuery();
        getElement().executeJs(FOLLOW, path, link.fileName());
    }
}
