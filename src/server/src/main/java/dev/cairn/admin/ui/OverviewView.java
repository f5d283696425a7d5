package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.Overview;
import dev.cairn.admin.control.Vitals;
import jakarta.inject.Inject;
import java.text.NumberFormat;
import java.util.Locale;

/// `/admin`: the whole server at one glance.
@CdiComponent
@Route(value = AdminLayout.PATH, layout = AdminLayout.class)
public class OverviewView extends AdminPage implements BeforeEnterObserver {

    private final transient Overview overview;
    private final transient Desk desk;
    private final DescriptionList figures = new DescriptionList();
    private final DescriptionList health = new DescriptionList();

    @Inject
    public OverviewView(Overview overview, Desk desk) {
        super("admin.overview");
        this.overview = overview;
        this.desk = desk;
        figures.addClassName("figures");
        figures.setId("figures");
        health.addClassName("figures");
        health.setId("health");
        add(figures, new H2(getTranslation("admin.overview.health")), health);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var now = overview.show(desk.administrator());
        figures.removeAll();
        figure("users", count(now.users()), getTranslation("admin.overview.users.detail", now.suspendedUsers()));
        figure(
                "devices",
                count(now.devicesOnline()),
                getTranslation("admin.overview.devices.detail", count(now.devices())));
        figure("uploads", count(now.uploads()), "");
        var totals = now.totals();
        figure("files", count(totals.files()), formats().size(totals.fileBytes()));
        figure(
                "store",
                formats().size(totals.packBytes()),
                getTranslation("admin.overview.store.detail", count(totals.packs())));
        figure("ratio", decimal(totals.ratio()), getTranslation("admin.overview.ratio.detail"));
        health.removeAll();
        pulse("database", now.database());
        pulse("objects", now.store());
        mail(now.mail());
        state(
                "jobs",
                now.failedJobs() == 0,
                getTranslation(now.failedJobs() == 0 ? "admin.overview.jobs.good" : "admin.overview.jobs.bad"));
    }

    private void figure(String name, String value, String detail) {
        var text = new Span(detail);
        text.addClassName("muted");
        var shown = new Span(value);
        shown.addClassName("figure");
        figures.add(new Div(new Term(getTranslation("admin.overview." + name)), new Description(shown, text)));
    }

    private void pulse(String name, Vitals.Pulse pulse) {
        state(
                name,
                pulse.up(),
                pulse.up()
                        ? getTranslation("admin.overview.took", pulse.took().toMillis())
                        : getTranslation("admin.overview.down"));
    }

    private void mail(Vitals.MailState mail) {
        var way = getTranslation("admin.overview.mail." + mail.way().name().toLowerCase(Locale.ROOT));
        state("mail", !mail.late(), way + " " + getTranslation("admin.overview.mail.waiting", mail.waiting()));
    }

    private void state(String name, boolean good, String detail) {
        var mark = badge(getTranslation(good ? "admin.overview.good" : "admin.overview.bad"), good ? "good" : "bad");
        var text = new Span(detail);
        text.addClassName("muted");
        health.add(new Div(new Term(getTranslation("admin.overview." + name)), new Description(mark, text)));
    }

    private String count(long number) {
        return NumberFormat.getIntegerInstance(getLocale()).format(number);
    }

    private String decimal(double number) {
        var format = NumberFormat.getNumberInstance(getLocale());
        format.setMaximumFractionDigits(2);
        return format.format(number);
    }
}
