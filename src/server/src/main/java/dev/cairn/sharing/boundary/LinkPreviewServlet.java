package dev.cairn.sharing.boundary;

import dev.cairn.content.boundary.PreviewAnswer;
import dev.cairn.content.control.ContentReaders;
import dev.cairn.content.control.PreviewForm;
import dev.cairn.content.control.Previews;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.VersionId;
import dev.cairn.sharing.control.LinkVisits;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/s/preview/{versionId}/{form}?token=…`: a small picture or the beginning of a text, for visitors. It ends with the
/// link,
/// whatever its token says.
@WebServlet(urlPatterns = "/s/preview/*", asyncSupported = true)
public class LinkPreviewServlet extends HttpServlet {

    private final transient LinkVisits visits;
    private final transient Previews previews;
    private final transient ContentReaders readers;

    @Inject
    public LinkPreviewServlet(LinkVisits visits, Previews previews, ContentReaders readers) {
        this.visits = visits;
        this.previews = previews;
        this.readers = readers;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var opened = open(request);
        if (opened.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "This link leads nowhere, or not any more.");
            return;
        }
        PreviewAnswer.send(readers, request, response, PreviewAnswer.NOT_KEPT, () -> previews.make(opened.get()));
    }

    private Optional<Previews.Opened> open(HttpServletRequest request) {
        try {
            var path = Optional.ofNullable(request.getPathInfo()).orElse("").split("/");
            var token = request.getParameter("token");
            if (path.length != 3 || token == null) {
                return Optional.empty();
            }
            return Optional.of(visits.look(VersionId.valueOf(path[1]), token, PreviewForm.of(path[2])));
        } catch (IllegalArgumentException | ProblemException e) {
            return Optional.empty();
        }
    }
}
