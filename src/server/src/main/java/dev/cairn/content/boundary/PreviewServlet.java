package dev.cairn.content.boundary;

import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.content.control.ContentLinks;
import dev.cairn.content.control.ContentReaders;
import dev.cairn.content.control.PreviewForm;
import dev.cairn.content.control.Previews;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.VersionId;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/preview/{versionId}/{form}?token=…`: a picture that this server has made, of pixels alone, or the
/// beginning of a text, as nothing but text. They are the only things of a person's that are shown inline.
@WebServlet(urlPatterns = "/preview/*", asyncSupported = true)
public class PreviewServlet extends HttpServlet {

    private final transient ContentLinks links;
    private final transient Previews previews;
    private final transient ContentReaders readers;
    private final transient ActiveDevices devices;

    @Inject
    public PreviewServlet(ContentLinks links, Previews previews, ContentReaders readers, ActiveDevices devices) {
        this.links = links;
        this.previews = previews;
        this.readers = readers;
        this.devices = devices;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var opened = open(request);
        if (opened.isEmpty()) {
            response.sendError(
                    HttpServletResponse.SC_NOT_FOUND, "This link is over, or you may not see the file any more.");
            return;
        }
        PreviewAnswer.send(readers, request, response, PreviewAnswer.KEPT, () -> previews.make(opened.get()));
    }

    private Optional<Previews.Opened> open(HttpServletRequest request) {
        var path = Optional.ofNullable(request.getPathInfo()).orElse("").split("/");
        var token = Optional.ofNullable(request.getParameter("token")).orElse("");
        try {
            if (path.length != 3) {
                return Optional.empty();
            }
            var version = VersionId.valueOf(path[1]);
            var form = PreviewForm.of(path[2]);
            return links.open(version, token)
                    .filter(devices::isActive)
                    .map(caller -> previews.open(caller, version, form));
        } catch (IllegalArgumentException | ProblemException e) {
            return Optional.empty();
        }
    }
}
