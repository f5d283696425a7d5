package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.Users;
import dev.cairn.platform.ui.Notices;
import jakarta.inject.Inject;

/// `/admin/users`: everybody with an account, `?q=` narrows it down.
@CdiComponent
@Route(value = UsersView.PATH, layout = AdminLayout.class)
public class UsersView extends AdminPage implements BeforeEnterObserver {

    static final String PATH = AdminLayout.PATH + "/users";

    private static final int PAGE = 50;

    private final transient Users users;
    private final transient Desk desk;
    private final Filter filter = new Filter(PATH, getTranslation("admin.users.filter"));
    private final Table<Users.Info> table = new Table<>(getTranslation("admin.users.title"));

    @Inject
    public UsersView(Users users, Desk desk) {
        super("admin.users");
        this.users = users;
        this.desk = desk;
        var invite = new Button(getTranslation("admin.users.invite"), _ -> invite());
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        invite.setId("invite");
        var tools = new Div(filter, invite);
        tools.addClassName("tools");
        table.setId("users");
        table.column(getTranslation("admin.users.person"), UsersView::person)
                .column(getTranslation("admin.users.used"), user -> number(used(user)))
                .column(getTranslation("admin.users.devices"), user -> number(Integer.toString(user.devices())))
                .column(getTranslation("admin.users.seen"), user -> moment(user.lastSeenAt()));
        add(tools, table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(filter.read(event.getLocation()));
    }

    private void show(String text) {
        table.show(cursor -> users.list(desk.administrator(), text, cursor, PAGE));
    }

    private static Component person(Users.Info user) {
        var name = new Anchor(PATH + "/" + user.userId(), user.name());
        name.getElement().setAttribute("router-link", true);
        var email = new Div(user.email());
        email.addClassName("muted");
        return new Div(name, email, new UserBadges(user));
    }

    private void invite() {
        new InviteDialog((email, name) -> {
                    var id = users.invite(desk.administrator(), email, name);
                    Notices.done(getTranslation("admin.users.invited", email));
                    UI.getCurrent().navigate(PATH + "/" + id);
                })
                .open();
    }
}
