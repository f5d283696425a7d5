package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.AllLinks;
import dev.cairn.platform.ui.Notices;
import jakarta.inject.Inject;
import java.util.Locale;

/// `/admin/links`: everybody's links, `?q=` narrows it down.
@CdiComponent
@Route(value = AllLinksView.PATH, layout = AdminLayout.class)
public class AllLinksView extends AdminPage implements BeforeEnterObserver {

    static final String PATH = AdminLayout.PATH + "/links";

    private static final int PAGE = 50;

    private final transient AllLinks links;
    private final transient Desk desk;
    private final Filter filter = new Filter(PATH, getTranslation("admin.links.filter"));
    private final Table<AllLinks.Info> table = new Table<>(getTranslation("admin.links.title"));

    @Inject
    public AllLinksView(AllLinks links, Desk desk) {
        super("admin.links");
        this.links = links;
        this.desk = desk;
        var tools = new Div(filter);
        tools.addClassName("tools");
        table.setId("links");
        table.column(getTranslation("admin.links.person"), this::person)
                .column(getTranslation("admin.links.created"), link -> moment(link.createdAt()))
                .column(getTranslation("admin.links.expires"), link -> moment(link.expiresAt()))
                .column(
                        getTranslation("admin.links.visits"),
                        link -> number(formats().count(link.visits())))
                .column(
                        getTranslation("admin.links.downloads"),
                        link -> number(formats().count(link.downloads())))
                .column(getTranslation("admin.links.act"), this::act);
        add(tools, table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(filter.read(event.getLocation()));
    }

    private void show(String text) {
        table.show(cursor -> links.list(desk.administrator(), text, cursor, PAGE));
    }

    private Component person(AllLinks.Info link) {
        var person = new Anchor(UsersView.PATH + "/" + link.userId(), link.email());
        person.getElement().setAttribute("router-link", true);
        var badges = new Div(
                badge(getTranslation("admin.links.allow." + link.allow().name().toLowerCase(Locale.ROOT)), "plain"));
        badges.addClassName("badges");
        if (link.hasPassword()) {
            badges.add(badge(getTranslation("admin.links.password"), "plain"));
        }
        if (link.over()) {
            badges.add(badge(getTranslation("admin.links.over"), "bad"));
        }
        return new Div(person, badges);
    }

    private Component act(AllLinks.Info link) {
        var button = new Button(getTranslation("admin.links.revoke"), _ -> ask(link));
        button.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation("admin.links.revoke.label", link.email()));
        return button;
    }

    private void ask(AllLinks.Info link) {
        new DangerDialog(
                        getTranslation("admin.links.revoke.title", link.email()),
                        getTranslation("admin.links.revoke.text"),
                        getTranslation("admin.links.revoke"),
                        () -> desk.confirmed(() -> {
                            links.revoke(desk.administrator(), link.linkId());
                            Notices.done(getTranslation("admin.links.revoked"));
                            show(filter.getValue());
                        }))
                .open();
    }
}
