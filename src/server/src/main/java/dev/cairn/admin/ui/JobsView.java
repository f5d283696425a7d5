package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.JobRuns;
import dev.cairn.admin.control.Page;
import jakarta.inject.Inject;
import java.util.Objects;

/// `/admin/jobs`: background work, and how it last went.
@CdiComponent
@Route(value = AdminLayout.PATH + "/jobs", layout = AdminLayout.class)
public class JobsView extends AdminPage implements BeforeEnterObserver {

    private final transient JobRuns jobs;
    private final transient Desk desk;
    private final Table<JobRuns.Info> table = new Table<>(getTranslation("admin.jobs.title"));

    @Inject
    public JobsView(JobRuns jobs, Desk desk) {
        super("admin.jobs");
        this.jobs = jobs;
        this.desk = desk;
        table.setId("jobs");
        table.column(getTranslation("admin.jobs.job"), JobsView::job)
                .column(getTranslation("admin.jobs.begun"), job -> moment(job.startedAt()))
                .column(getTranslation("admin.jobs.ended"), job -> moment(job.finishedAt()))
                .column(
                        getTranslation("admin.jobs.outcome"),
                        job -> new Span(Objects.requireNonNullElse(job.outcome(), "–")));
        add(table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        table.show(_ -> new Page<>(jobs.list(desk.administrator()), null));
    }

    private static Component job(JobRuns.Info job) {
        var name = new Div(new Span(job.name()));
        if (job.running()) {
            name.add(badge(name.getTranslation("admin.jobs.running"), "plain"));
        }
        if (job.failed()) {
            name.add(badge(name.getTranslation("admin.jobs.failed"), "bad"));
        }
        name.addClassName("badges");
        return name;
    }
}
