package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.AllDevices;
import jakarta.inject.Inject;
import java.util.Optional;

/// `/admin/devices`: where people are signed in, `?q=` narrows it down.
@CdiComponent
@Route(value = AllDevicesView.PATH, layout = AdminLayout.class)
public class AllDevicesView extends AdminPage implements BeforeEnterObserver {

    static final String PATH = AdminLayout.PATH + "/devices";

    private static final int PAGE = 50;

    private final transient AllDevices devices;
    private final transient Desk desk;
    private final Filter filter = new Filter(PATH, getTranslation("admin.devices.filter"));
    private final DeviceTable table;

    @Inject
    public AllDevicesView(AllDevices devices, Desk desk) {
        super("admin.devices");
        this.devices = devices;
        this.desk = desk;
        table = new DeviceTable(desk, devices, () -> show(filter.getValue()));
        var tools = new Div(filter);
        tools.addClassName("tools");
        add(tools, table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(filter.read(event.getLocation()));
    }

    private void show(String text) {
        table.show(cursor -> devices.list(desk.administrator(), Optional.empty(), text, cursor, PAGE));
    }
}
