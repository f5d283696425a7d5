package dev.cairn.content.boundary;

import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.content.control.ContentLinks;
import dev.cairn.content.control.Downloads;
import dev.cairn.content.control.Edge;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.VersionId;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/content/{versionId}/{fileName}?token=…`: a version's plain bytes, for any HTTP client.
@WebServlet(urlPatterns = "/content/*", asyncSupported = true)
public class ContentServlet extends HttpServlet {

    private final transient ContentLinks links;
    private final transient Downloads downloads;
    private final transient ContentAnswer contents;
    private final transient ActiveDevices devices;
    private final transient Edge edge;

    @Inject
    public ContentServlet(
            ContentLinks links, Downloads downloads, ContentAnswer contents, ActiveDevices devices, Edge edge) {
        this.links = links;
        this.downloads = downloads;
        this.contents = contents;
        this.devices = devices;
        this.edge = edge;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var found = open(request);
        if (found.isEmpty()) {
            response.sendError(
                    HttpServletResponse.SC_NOT_FOUND, "This link is over, or you may not see the file any more.");
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
            var version = VersionId.valueOf(path[1]);
            var asker = edge.isShown(request.getHeader(Edge.KEY_HEADER))
                    ? links.openFromEdge(version, token)
                    : links.open(version, token);
            return asker.filter(devices::isActive).map(caller -> downloads.open(caller, version));
        } catch (IllegalArgumentException | ProblemException e) {
            return Optional.empty();
        }
    }
}
