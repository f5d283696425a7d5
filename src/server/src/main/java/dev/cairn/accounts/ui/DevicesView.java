package dev.cairn.accounts.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.accounts.control.Devices;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import jakarta.inject.Inject;
import java.time.InstantSource;

/// `/devices`: where a person is signed in, and how to end it there.
@CdiComponent
@Route("devices")
public class DevicesView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Devices devices;
    private final transient InstantSource clock;
    private final UnorderedList list = new UnorderedList();

    @Inject
    public DevicesView(Devices devices, InstantSource clock) {
        this.devices = devices;
        this.clock = clock;
        addClassName("page");
        list.addClassName("rows");
        list.setId("devices");
        add(new H1(getPageTitle()), new Paragraph(getTranslation("devices.text")), list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("devices.title");
    }

    private void show() {
        list.removeAll();
        devices.list(BrowserSession.caller()).forEach(device -> list.add(row(device)));
    }

    private ListItem row(Devices.Info device) {
        var name = new Span(device.name());
        var seen = Formats.of(UI.getCurrent()).moment(device.lastSeenAt(), clock.instant());
        var text = device.current() ? getTranslation("devices.this") : getTranslation("devices.seen", seen);
        var detail = new Div(text);
        detail.addClassName("muted");
        Component icon = (device.platform().equals("browser") ? VaadinIcon.GLOBE : VaadinIcon.LAPTOP).create();
        var row = new ListItem(icon, new Div(name, detail));
        if (!device.current()) {
            row.add(removal(device));
        }
        return row;
    }

    private Button removal(Devices.Info device) {
        var button = new Button(getTranslation("devices.remove"), _ -> {
            devices.remove(BrowserSession.caller(), device.deviceId());
            Notices.done(getTranslation("devices.removed", device.name()));
            show();
        });
        button.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation("devices.remove.label", device.name()));
        return button;
    }
}
