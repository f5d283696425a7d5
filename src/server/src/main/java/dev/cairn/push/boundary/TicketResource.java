package dev.cairn.push.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.push.control.Ticket;
import dev.cairn.push.control.Tickets;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/// `/ws-ticket`: a ticket for the socket.
@Path("ws-ticket")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class TicketResource {

    private final Tickets tickets;

    @Inject
    public TicketResource(Tickets tickets) {
        this.tickets = tickets;
    }

    @POST
    public Response issue(@Context SecurityContext context) {
        return Response.ok(Issued.of(tickets.issue(callerOf(context))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /// All times in seconds.
    public record Issued(String ticket, long expiresIn, long freshFor, long askStaleEvery) {

        static Issued of(Ticket ticket) {
            return new Issued(
                    ticket.text(),
                    ticket.life().toSeconds(),
                    ticket.freshFor().toSeconds(),
                    ticket.askStaleEvery().toSeconds());
        }
    }
}
