package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import dev.cairn.admin.control.JobRuns;
import dev.cairn.admin.control.Page;
import dev.cairn.platform.control.Jobs;
import dev.cairn.platform.ui.Notices;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/admin/jobs`: background work, how it last went, what a run would do, and a run out of turn.
@CdiComponent
@Route(value = AdminLayout.PATH + "/jobs", layout = AdminLayout.class)
public class JobsView extends AdminPage implements BeforeEnterObserver {

    /// How often the list is read again once a job was started.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final int NEVER = -1;

    private final transient JobRuns jobs;
    private final transient Desk desk;
    private final Table<Jobs.Info> table = new Table<>(getTranslation("admin.jobs.title"));
    private @Nullable Registration polls;

    @Inject
    public JobsView(JobRuns jobs, Desk desk) {
        super("admin.jobs");
        this.jobs = jobs;
        this.desk = desk;
        table.setId("jobs");
        table.column(getTranslation("admin.jobs.job"), this::job)
                .column(getTranslation("admin.jobs.begun"), JobsView::begun)
                .column(getTranslation("admin.jobs.next"), job -> moment(job.nextAt()))
                .column(
                        getTranslation("admin.jobs.outcome"),
                        job -> new Span(Objects.requireNonNullElse(job.outcome(), "–")))
                .column(getTranslation("admin.jobs.acts"), this::acts);
        add(table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        table.show(_ -> new Page<>(jobs.list(desk.administrator()), null));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stopAsking(event.getUI());
    }

    private Component job(Jobs.Info job) {
        var name = new Div(new Span(job.name()));
        name.addClassName("badges");
        if (job.running()) {
            name.add(badge(getTranslation("admin.jobs.running"), "plain"));
        }
        if (job.failed()) {
            name.add(badge(getTranslation("admin.jobs.failed"), "bad"));
        }
        var meaning = new Div(getTranslation("admin.jobs.of." + job.name().replace(' ', '-')));
        meaning.addClassName("muted");
        return new Div(name, meaning);
    }

    private static Component begun(Jobs.Info job) {
        var begun = new Div(moment(job.startedAt()));
        if (job.startedAt() != null
                && job.finishedAt() != null
                && !job.finishedAt().isBefore(job.startedAt())) {
            var took = new Div(begun.getTranslation(
                    "admin.jobs.took",
                    Duration.between(job.startedAt(), job.finishedAt()).toMillis()));
            took.addClassName("muted");
            begun.add(took);
        }
        return begun;
    }

    private Component acts(Jobs.Info job) {
        var run = new Button(getTranslation("admin.jobs.run"), _ -> run(job.name()));
        run.setId("run-" + job.name().replace(' ', '-'));
        var dryRun = new Button(getTranslation("admin.jobs.dry-run"), _ -> dryRun(job.name()));
        dryRun.setId("dry-run-" + job.name().replace(' ', '-'));
        dryRun.addThemeVariants(ButtonVariant.TERTIARY);
        var acts = new Div(run, dryRun);
        acts.addClassName("row-acts");
        return acts;
    }

    private void run(String name) {
        var before = lastEnd(name);
        jobs.run(desk.administrator(), name);
        Notices.done(getTranslation("admin.jobs.started", name));
        var ui = UI.getCurrent();
        stopAsking(ui);
        ui.setPollInterval((int) AGAIN.toMillis());
        polls = ui.addPollListener(_ -> {
            show();
            if (!lastEnd(name).equals(before)) {
                stopAsking(ui);
            }
        });
    }

    private void stopAsking(UI ui) {
        Optional.ofNullable(polls).ifPresent(Registration::remove);
        ui.setPollInterval(NEVER);
    }

    /// When the last run of a job ended; empty before the end of the first.
    private Optional<Instant> lastEnd(String name) {
        return jobs.list(desk.administrator()).stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .map(Jobs.Info::finishedAt);
    }

    private void dryRun(String name) {
        var outcome = jobs.dryRun(desk.administrator(), name);
        new ReportDialog(
                        getTranslation("admin.jobs.dry-run.title", name),
                        outcome.isEmpty() ? getTranslation("admin.jobs.dry-run.nothing") : outcome)
                .open();
    }
}
