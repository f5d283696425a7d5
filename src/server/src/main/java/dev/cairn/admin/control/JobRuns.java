package dev.cairn.admin.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.Jobs;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.List;

/// Background work: how it last went, what a run would do, and a run out of turn.
@OneObject
public class JobRuns {

    private final Jobs jobs;
    private final AuditLog audit;

    @Inject
    JobRuns(Jobs jobs, AuditLog audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /// All jobs, by name.
    public List<Jobs.Info> list(Administrator by) {
        return jobs.all();
    }

    /// Runs a job soon. Where it runs already, that run does.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public void run(Administrator by, String name) {
        jobs.require(name);
        audit.add(by, Act.JOB_STARTED, name, "");
        jobs.run(name);
    }

    /// What a run would do now, without doing it.
    ///
    /// @return in a few words; empty if there is nothing, or if that cannot be said beforehand
    /// @throws ProblemException `NOT_FOUND`
    public String dryRun(Administrator by, String name) {
        return jobs.dryRun(name);
    }
}
