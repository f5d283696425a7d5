package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.AllDevices;
import dev.cairn.admin.control.Users;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.ui.HoldingsFigures;
import jakarta.inject.Inject;
import java.util.Optional;

/// `/admin/users/{userId}`: one person, and what can be done about their account.
@CdiComponent
@Route(value = UsersView.PATH + "/:userId", layout = AdminLayout.class)
public class UserView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MOST_DEVICES = 200;

    private final transient Users users;
    private final transient AllDevices devices;
    private final transient Desk desk;

    private final H1 title = new H1();
    private final Div badges = new Div();
    private final DescriptionList facts = new DescriptionList();
    private final Div acts = new Div();
    private final HoldingsFigures holdings = new HoldingsFigures();
    private final LimitsForm limits;
    private final DeviceTable table;
    private transient Optional<UserId> shown = Optional.empty();

    @Inject
    public UserView(Users users, AllDevices devices, Settings settings, Desk desk) {
        this.users = users;
        this.devices = devices;
        this.desk = desk;
        this.limits = new LimitsForm(settings, this::limit);
        this.table = new DeviceTable(desk, devices, this::show);
        addClassName("admin-page");
        facts.addClassName("facts");
        acts.addClassName("tools");
        add(title, badges, facts, acts, new H2(getTranslation("storage.title")), holdings);
        add(limits, new H2(getTranslation("admin.devices.title")), table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        try {
            shown = event.getRouteParameters().get("userId").map(UserId::valueOf);
            show();
        } catch (IllegalArgumentException | ProblemException gone) {
            event.rerouteToError(NotFoundException.class);
        }
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }

    private void show() {
        var user = users.find(desk.administrator(), id());
        title.setText(user.name());
        badges.removeAll();
        badges.add(new UserBadges(user));
        facts.removeAll();
        fact("email", user.email() + (user.emailProven() ? "" : " " + getTranslation("admin.user.unproven")));
        fact("used", AdminPage.used(user));
        fact("since", AdminPage.formats().exact(user.createdAt()));
        fact("seen", user.lastSeenAt() == null ? "–" : AdminPage.formats().exact(user.lastSeenAt()));
        holdings.show(users.holdings(desk.administrator(), id()));
        limits.show(users.limits(desk.administrator(), id()), user.deviceLimit());
        showActs(user);
        table.show(cursor -> devices.list(desk.administrator(), shown, "", cursor, MOST_DEVICES));
    }

    private void fact(String name, String value) {
        facts.add(new Term(getTranslation("admin.user." + name)), new Description(value));
    }

    private void showActs(Users.Info user) {
        acts.removeAll();
        if (user.deleteAfter() != null) {
            acts.add(act("keep", () -> users.keep(desk.administrator(), id())));
            return;
        }
        acts.add(
                user.administrator()
                        ? act("demote", () -> change(Users.Change.administrator(false)))
                        : act("promote", () -> change(Users.Change.administrator(true))));
        acts.add(
                user.suspended()
                        ? act("reinstate", () -> change(Users.Change.suspended(false)))
                        : act("suspend", () -> change(Users.Change.suspended(true))));
        if (user.secondFactor()) {
            acts.add(act("reset-factor", () -> users.resetSecondFactor(desk.administrator(), id())));
        }
        var delete = new Button(getTranslation("admin.user.delete"), _ -> askToDelete(user));
        delete.addThemeVariants(ButtonVariant.ERROR);
        delete.setId("delete");
        acts.add(delete);
    }

    private Component act(String name, Runnable what) {
        var button = new Button(
                getTranslation("admin.user." + name),
                _ -> desk.confirmed(() -> {
                    what.run();
                    Notices.done(getTranslation("admin.user." + name + ".done"));
                    show();
                }));
        button.setId(name);
        return button;
    }

    private void change(Users.Change change) {
        users.change(desk.administrator(), id(), change);
    }

    private void limit() {
        desk.confirmed(() -> {
            users.limit(desk.administrator(), id(), limits.limits());
            change(Users.Change.deviceLimit(limits.devices().orElse(0)));
            Notices.done(getTranslation("admin.limits.done"));
            show();
        });
    }

    private void askToDelete(Users.Info user) {
        new DismissDialog(user.name(), email -> {
                    var heir = email.map(address -> users.find(desk.administrator(), address));
                    desk.confirmed(() -> {
                        users.dismiss(desk.administrator(), id(), heir);
                        Notices.done(getTranslation("admin.user.delete.done"));
                        show();
                    });
                })
                .open();
    }

    private UserId id() {
        return shown.orElseThrow();
    }
}
