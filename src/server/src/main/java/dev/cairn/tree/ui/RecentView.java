package dev.cairn.tree.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.tree.control.RecentFiles;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/recent`: the files that were changed last.
@CdiComponent
@Route("recent")
public class RecentView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final transient RecentFiles recent;
    private final transient Caller caller = BrowserSession.caller();
    private final HitList files;
    private @Nullable Registration news;

    @Inject
    public RecentView(RecentFiles recent, InstantSource clock) {
        this.recent = recent;
        addClassName("folder-view");
        files = new HitList(VaadinIcon.CLOCK, clock.instant());
        files.whenEmpty(getTranslation("recent.empty.title"), getTranslation("recent.empty.text"));
        add(files);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        files.show(getTranslation("nav.recent"), (cursor, length) -> {
            var page = recent.list(caller, cursor, length);
            return new HitList.Page(page.files(), page.nextCursor());
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.recent") + " – Cairn";
    }

    @Override
    protected void onAttach(AttachEvent event) {
        news = TreeNews.listen(event.getUI(), _ -> files.refresh());
        new TreeShown(event.getUI(), caller.own()).tell();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        Optional.ofNullable(news).ifPresent(Registration::remove);
    }
}
