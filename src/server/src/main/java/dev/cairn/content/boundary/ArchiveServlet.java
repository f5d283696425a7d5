package dev.cairn.content.boundary;

import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.content.control.ArchiveLinks;
import dev.cairn.content.control.Archives;
import dev.cairn.core.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/archives/{fileName}?token=…`: several files and folders as one zip archive.
@WebServlet(urlPatterns = "/archives/*", asyncSupported = true)
public class ArchiveServlet extends HttpServlet {

    private final transient ArchiveLinks links;
    private final transient Archives archives;
    private final transient ArchiveAnswer answer;
    private final transient ActiveDevices devices;

    @Inject
    public ArchiveServlet(ArchiveLinks links, Archives archives, ArchiveAnswer answer, ActiveDevices devices) {
        this.links = links;
        this.archives = archives;
        this.answer = answer;
        this.devices = devices;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var wanted = Optional.ofNullable(request.getParameter("token"))
                .flatMap(links::open)
                .filter(made -> devices.isActive(made.caller()))
                .flatMap(this::open);
        answer.send(wanted, request, response);
    }

    private Optional<ArchiveAnswer.Wanted> open(ArchiveLinks.Claim claim) {
        try {
            var caller = claim.caller();
            return Optional.of(new ArchiveAnswer.Wanted(caller.user(), archives.open(caller, claim.nodes())));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
