package dev.cairn.admin.boundary;

import dev.cairn.admin.control.Confirmations;
import dev.cairn.admin.control.Mails;
import dev.cairn.admin.control.Overview;
import dev.cairn.admin.control.SettingsInForce;
import dev.cairn.admin.control.UploadsUnderWay;
import dev.cairn.platform.boundary.Limit;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/admin`: how the server is doing, and the password before what is dangerous.
@Path("admin")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class ConsoleResource {

    private final Confirmations confirmations;
    private final Overview overview;
    private final UploadsUnderWay uploads;
    private final Mails mails;
    private final SettingsInForce settings;

    @Inject
    public ConsoleResource(
            Confirmations confirmations,
            Overview overview,
            UploadsUnderWay uploads,
            Mails mails,
            SettingsInForce settings) {
        this.confirmations = confirmations;
        this.overview = overview;
        this.uploads = uploads;
        this.mails = mails;
        this.settings = settings;
    }

    @POST
    @Path("confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response confirm(Confirmation body, @Context SecurityContext context, @Context HttpServletRequest request) {
        confirmations.confirm(Acting.in(context, request), body.password, Optional.ofNullable(body.code));
        return Response.noContent().build();
    }

    @GET
    @Path("overview")
    public OverviewJson overview(@Context SecurityContext context, @Context HttpServletRequest request) {
        return OverviewJson.of(overview.show(Acting.in(context, request)));
    }

    @GET
    @Path("uploads")
    public UploadList uploads(
            @QueryParam("nextCursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var page = uploads.list(Acting.in(context, request), cursor, limit.value());
        return new UploadList(page.items(), page.nextCursor());
    }

    @GET
    @Path("mail")
    public MailList mail(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("nextCursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var page = mails.list(Acting.in(context, request), text, cursor, limit.value());
        return new MailList(page.items(), page.nextCursor());
    }

    @GET
    @Path("settings")
    public SettingList settings(@Context SecurityContext context, @Context HttpServletRequest request) {
        return new SettingList(settings.list(Acting.in(context, request)));
    }

    public record Confirmation(String password, @Nullable String code) {
        public Confirmation {
            Objects.requireNonNull(password, "password is missing");
        }
    }

    @JsonbNillable
    public record UploadList(
            List<UploadsUnderWay.Info> uploads, @Nullable String nextCursor) {}

    @JsonbNillable
    public record MailList(List<Mails.Info> mails, @Nullable String nextCursor) {}

    public record SettingList(List<SettingsInForce.Info> settings) {}
}
