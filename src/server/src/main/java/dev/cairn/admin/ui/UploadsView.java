package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.UploadsUnderWay;
import jakarta.inject.Inject;

/// `/admin/uploads`: what is being uploaded.
@CdiComponent
@Route(value = AdminLayout.PATH + "/uploads", layout = AdminLayout.class)
public class UploadsView extends AdminPage implements BeforeEnterObserver {

    private static final int PAGE = 50;

    private final transient UploadsUnderWay uploads;
    private final transient Desk desk;
    private final Table<UploadsUnderWay.Info> table = new Table<>(getTranslation("admin.uploads.title"));

    @Inject
    public UploadsView(UploadsUnderWay uploads, Desk desk) {
        super("admin.uploads");
        this.uploads = uploads;
        this.desk = desk;
        table.setId("uploads");
        table.column(getTranslation("admin.uploads.person"), UploadsView::person)
                .column(
                        getTranslation("admin.uploads.stored"),
                        upload -> number(formats().size(upload.storedBytes())))
                .column(
                        getTranslation("admin.uploads.expected"),
                        upload -> number(formats().size(upload.expectedBytes())))
                .column(getTranslation("admin.uploads.begun"), upload -> moment(upload.createdAt()))
                .column(getTranslation("admin.uploads.expires"), upload -> moment(upload.expiresAt()));
        add(table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        table.show(cursor -> uploads.list(desk.administrator(), cursor, PAGE));
    }

    private static Component person(UploadsUnderWay.Info upload) {
        var person = new Anchor(UsersView.PATH + "/" + upload.userId(), upload.email());
        person.getElement().setAttribute("router-link", true);
        var device = new Div(upload.deviceName());
        device.addClassName("muted");
        return new Div(person, device);
    }
}
