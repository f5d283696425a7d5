package dev.cairn.push.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.push.control.Baselines;
import dev.cairn.push.control.Connections;
import dev.cairn.tree.control.Journal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `/changes/wait`: a long poll, for where neither sockets nor streams get through.
@Path("changes/wait")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class WaitResource {

    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofSeconds(480);
    private static final Duration BACK_OFF = Duration.ofSeconds(60);

    private final Connections connections;
    private final Baselines baselines;
    private final Journal journal;

    @Inject
    public WaitResource(Connections connections, Baselines baselines, Journal journal) {
        this.connections = connections;
        this.baselines = baselines;
        this.journal = journal;
    }

    /// Answers as soon as there is something new since the cursor, at the latest after `timeout`
    /// seconds (30 to 480).
    ///
    /// Who has too many connections gets the answer of this moment, and is asked to back off.
    @GET
    public void await(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("timeout") @DefaultValue("60") String timeout,
            @Context SecurityContext context,
            @Suspended AsyncResponse response) {
        var limit = seconds(timeout);
        var caller = callerOf(context);
        WaitLine line;
        try {
            line = new WaitLine(response, connections, baselines.of(caller));
        } catch (ProblemException tooMany) {
            response.resume(new Waited(journal.hasNews(caller, cursor), BACK_OFF.toSeconds()));
            return;
        }
        line.await(limit, () -> journal.hasNews(caller, cursor));
    }

    private static Duration seconds(String text) {
        if (text.matches("[0-9]{1,3}")) {
            var seconds = Duration.ofSeconds(Integer.parseInt(text));
            if (seconds.compareTo(SHORTEST) >= 0 && seconds.compareTo(LONGEST) <= 0) {
                return seconds;
            }
        }
        throw new ProblemException(ProblemType.BAD_REQUEST, "timeout is a number of seconds from 30 to 480.");
    }

    /// @param backoff seconds to wait before asking again; null for none
    public record Waited(boolean changes, @Nullable Long backoff) {}
}
