package dev.cairn.admin.boundary;

import dev.cairn.admin.control.JobRuns;
import dev.cairn.platform.control.Jobs;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/// `/admin/jobs`: background work.
@Path("admin/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class JobsResource {

    private final JobRuns jobs;

    @Inject
    public JobsResource(JobRuns jobs) {
        this.jobs = jobs;
    }

    @GET
    public JobList list(@Context SecurityContext context, @Context HttpServletRequest request) {
        return new JobList(jobs.list(Acting.in(context, request)));
    }

    @POST
    @Path("{jobName}/run")
    public Response run(
            @PathParam("jobName") String name, @Context SecurityContext context, @Context HttpServletRequest request) {
        jobs.run(Acting.in(context, request), name);
        return Response.accepted().build();
    }

    /// Says what a run would do, and does nothing.
    @POST
    @Path("{jobName}/dry-run")
    public DryRun dryRun(
            @PathParam("jobName") String name, @Context SecurityContext context, @Context HttpServletRequest request) {
        return new DryRun(jobs.dryRun(Acting.in(context, request), name));
    }

    public record JobList(List<Jobs.Info> jobs) {}

    /// @param outcome in a few words; empty if there is nothing to do
    public record DryRun(String outcome) {}
}
