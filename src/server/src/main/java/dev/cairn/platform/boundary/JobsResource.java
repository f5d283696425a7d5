package dev.cairn.platform.boundary;

import dev.cairn.platform.control.Jobs;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/admin/jobs`: background work. For administrators.
@Path("admin/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class JobsResource {

    private final Jobs jobs;

    @Inject
    public JobsResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @GET
    public JobList list() {
        return new JobList(jobs.all());
    }

    @POST
    @Path("{jobName}/run")
    public Response run(@PathParam("jobName") String name) {
        jobs.run(name);
        return Response.accepted().build();
    }

    /// Says what a run would do, and does nothing.
    @POST
    @Path("{jobName}/dry-run")
    public DryRun dryRun(@PathParam("jobName") String name) {
        return new DryRun(jobs.dryRun(name));
    }

    public record JobList(List<Jobs.Info> jobs) {}

    /// @param outcome in a few words; empty if there is nothing to do
    public record DryRun(String outcome) {}
}
