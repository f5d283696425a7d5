package dev.cairn.content.boundary;

import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.content.control.Archive;
import dev.cairn.content.control.ArchiveLinks;
import dev.cairn.content.control.ArchiveSlots;
import dev.cairn.content.control.Archives;
import dev.cairn.content.control.ContentDisposition;
import dev.cairn.content.control.ContentReaders;
import dev.cairn.core.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/archives/{fileName}?token=…`: several files and folders as one zip archive, made while it is
/// read. It has no length, no parts and no name by which it could be had a second time: each is as
/// the tree is at that moment.
@WebServlet(urlPatterns = "/archives/*", asyncSupported = true)
public class ArchiveServlet extends HttpServlet {

    private static final int TOO_MANY_REQUESTS = 429;

    private final transient ArchiveLinks links;
    private final transient Archives archives;
    private final transient ArchiveSlots slots;
    private final transient ContentReaders readers;
    private final transient ActiveDevices devices;

    @Inject
    public ArchiveServlet(
            ArchiveLinks links, Archives archives, ArchiveSlots slots, ContentReaders readers, ActiveDevices devices) {
        this.links = links;
        this.archives = archives;
        this.slots = slots;
        this.readers = readers;
        this.devices = devices;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var claim = Optional.ofNullable(request.getParameter("token"))
                .flatMap(links::open)
                .filter(made -> devices.isActive(made.caller()));
        var archive = claim.flatMap(this::open);
        if (archive.isEmpty()) {
            response.sendError(
                    HttpServletResponse.SC_NOT_FOUND, "This link is over, or you may not see the files any more.");
            return;
        }
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", ContentDisposition.attachment(fileName(request)));
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        var slot = slots.take(claim.get().caller().user());
        if (slot.isEmpty()) {
            refuse(response);
            return;
        }
        StreamedAnswer.send(readers, request, response, archive.get()::writeTo, slot.get()::close);
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.reset();
        response.setStatus(TOO_MANY_REQUESTS);
        response.setHeader("Retry-After", "30");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter()
                .write("You are downloading " + ArchiveSlots.MOST
                        + " archives already. Wait until one is finished, or cancel it.");
    }

    private Optional<Archive> open(ArchiveLinks.Claim claim) {
        try {
            return Optional.of(archives.open(claim.caller(), claim.nodes()));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static String fileName(HttpServletRequest request) {
        var path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
