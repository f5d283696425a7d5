package dev.cairn.sharing.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.platform.ui.Notices;
import dev.cairn.sharing.control.LinkInfo;
import dev.cairn.sharing.control.Links;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Objects;

/// `/links`: all links of a person, with who came and how to end them.
@CdiComponent
@Route("links")
public class LinksView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Links links;
    private final transient InstantSource clock;
    private final transient Caller caller = BrowserSession.caller();
    private final UnorderedList list = new UnorderedList();
    private final Div empty = new Div();

    @Inject
    public LinksView(Links links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
        addClassName("page");
        list.addClassName("rows");
        list.setId("links");
        empty.addClassName("empty");
        empty.add(
                VaadinIcon.LINK.create(),
                new H2(getTranslation("links.empty.title")),
                new Paragraph(getTranslation("links.empty.text")));
        add(new H1(getPageTitle()), new Paragraph(getTranslation("links.text")), list, empty);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.links");
    }

    private void show() {
        var all = links.list(caller);
        list.removeAll();
        all.forEach(link -> list.add(row(link)));
        empty.setVisible(all.isEmpty());
    }

    private LinkRow row(LinkInfo link) {
        var title = Objects.requireNonNullElse(link.name(), getTranslation("links.gone"));
        return new LinkRow(link, title, clock.instant(), () -> {
            links.revoke(caller, link.linkId());
            Notices.done(getTranslation("link.revoked"));
            show();
        });
    }
}
