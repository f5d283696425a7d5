package dev.cairn.sharing.boundary;

import dev.cairn.content.boundary.ContentAnswer;
import dev.cairn.content.control.Downloads;
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

/// `/s/content/{versionId}/{fileName}?token=…`: a version's plain bytes, for visitors. It ends with
/// the link, whatever its token says.
@WebServlet(urlPatterns = "/s/content/*", asyncSupported = true)
public class LinkContentServlet extends HttpServlet {

    private final transient LinkVisits visits;
    private final transient ContentAnswer contents;

    @Inject
    public LinkContentServlet(LinkVisits visits, ContentAnswer contents) {
        this.visits = visits;
        this.contents = contents;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var found = open(request);
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "This link leads nowhere, or not any more.");
            return;
        }
        contents.send(found.get(), request, response);
    }

    private Optional<Downloads.Opened> open(HttpServletRequest request) {
        try {
            var path = Optional.ofNullable(request.getPathInfo()).orElse("").split("/");
            var token = request.getParameter("token");
            if (path.length < 2 || token == null) {
                return Optional.empty();
            }
            return Optional.of(visits.content(VersionId.valueOf(path[1]), token));
        } catch (IllegalArgumentException | ProblemException e) {
            return Optional.empty();
        }
    }
}
