package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.Overview;
import dev.cairn.admin.control.Vitals;
import jakarta.inject.Inject;
import java.util.Locale;

/// `/admin`: the whole server at one glance.
@CdiComponent
@Route(value = AdminLayout.PATH, layout = AdminLayout.class)
public class OverviewView extends AdminPage implements BeforeEnterObserver {

    private final transient Overview overview;
    private final transient Desk desk;
    private final Figures figures = new Figures("admin.overview");
    private final TransferChart transfers = new TransferChart();
    private final Figures health = new Figures("admin.overview");

    @Inject
    public OverviewView(Overview overview, Desk desk) {
        super("admin.overview");
        this.overview = overview;
        this.desk = desk;
        figures.setId("figures");
        health.setId("health");
        add(
                figures,
                new H2(getTranslation("admin.overview.health")),
                health,
                new H2(getTranslation("admin.overview.transfers")),
                transfers);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var now = overview.show(desk.administrator());
        var formats = formats();
        var counts = now.counts();
        figures.removeAll();
        figures.show("users", formats.count(counts.users()), counts.suspendedUsers());
        figures.show("devices", formats.count(counts.devicesOnline()), formats.count(counts.devices()));
        figures.show("uploads", formats.count(counts.uploads()));
        var totals = now.totals();
        figures.show("files", formats.count(totals.files()), formats.size(totals.fileBytes()));
        figures.show("store", formats.size(totals.packBytes()), formats.count(totals.packs()));
        figures.show("ratio", formats.decimal(totals.ratio()));
        figures.show("nodes", formats.count(now.nodes()));
        transfers.show(now.transfers());
        health.removeAll();
        pulse("database", now.database());
        pulse("objects", now.store());
        mail(now.mail());
        health.state(
                "jobs",
                now.failedJobs() == 0,
                getTranslation(now.failedJobs() == 0 ? "admin.overview.jobs.good" : "admin.overview.jobs.bad"));
    }

    private void pulse(String name, Vitals.Pulse pulse) {
        health.state(
                name,
                pulse.up(),
                pulse.up()
                        ? getTranslation("admin.overview.took", pulse.took().toMillis())
                        : getTranslation("admin.overview.down"));
    }

    private void mail(Vitals.MailState mail) {
        var way = getTranslation("admin.overview.mail." + mail.way().name().toLowerCase(Locale.ROOT));
        var waiting = getTranslation("admin.overview.mail.waiting", mail.waiting());
        health.state("mail", !mail.late(), way + " " + waiting);
    }
}
