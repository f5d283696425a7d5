package dev.cairn.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.cairn.admin.control.AllDevices;
import dev.cairn.admin.control.Page;
import dev.cairn.platform.ui.Notices;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Devices, each with a way to sign it out.
final class DeviceTable extends Div {

    private final transient Desk desk;
    private final transient AllDevices devices;
    private final transient Runnable changed;
    private final Table<AllDevices.Info> table = new Table<>(getTranslation("admin.devices.title"));

    /// @param changed is run when one was signed out
    DeviceTable(Desk desk, AllDevices devices, Runnable changed) {
        this.desk = desk;
        this.devices = devices;
        this.changed = changed;
        setId("devices");
        table.column(getTranslation("admin.devices.device"), DeviceTable::device)
                .column(getTranslation("admin.devices.person"), DeviceTable::person)
                .column(getTranslation("admin.devices.seen"), device -> AdminPage.moment(device.lastSeenAt()))
                .column(getTranslation("admin.devices.act"), this::act);
        add(table);
    }

    void show(Function<@Nullable String, Page<AllDevices.Info>> pages) {
        table.show(pages);
    }

    private static Component device(AllDevices.Info device) {
        var platform = new Div(device.platform());
        platform.addClassName("muted");
        return new Div(new Span(device.name()), platform);
    }

    private static Component person(AllDevices.Info device) {
        var person = new Anchor(UsersView.PATH + "/" + device.userId(), device.email());
        person.getElement().setAttribute("router-link", true);
        return person;
    }

    private Component act(AllDevices.Info device) {
        var button = new Button(getTranslation("devices.remove"), _ -> {
            devices.revoke(desk.administrator(), device.deviceId());
            Notices.done(getTranslation("devices.removed", device.name()));
            changed.run();
        });
        button.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation("devices.remove.label", device.name()));
        return button;
    }
}
