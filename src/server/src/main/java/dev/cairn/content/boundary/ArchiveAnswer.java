package dev.cairn.content.boundary;

import dev.cairn.content.control.Archive;
import dev.cairn.content.control.ArchiveSlots;
import dev.cairn.content.control.ContentDisposition;
import dev.cairn.content.control.ContentReaders;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// Answers with a zip archive that is made while it is read. It has no length, no parts and no name by
/// which it could be had a second time: each is as the tree is at that moment.
@Dependent
public class ArchiveAnswer {

    private static final int TOO_MANY_REQUESTS = 429;

    private final ArchiveSlots slots;
    private final ContentReaders readers;

    @Inject
    ArchiveAnswer(ArchiveSlots slots, ContentReaders readers) {
        this.slots = slots;
        this.readers = readers;
    }

    /// @param wanted empty if the token of the request is good for none
    public void send(Optional<Wanted> wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (wanted.isEmpty()) {
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
        var slot = slots.take(wanted.get().holder());
        if (slot.isEmpty()) {
            refuse(response);
            return;
        }
        StreamedAnswer.send(readers, request, response, wanted.get().archive()::writeTo, slot.get()::close);
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.reset();
        response.setStatus(TOO_MANY_REQUESTS);
        response.setHeader("Retry-After", "30");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter()
                .write(ArchiveSlots.MOST
                        + " archives are being downloaded already. Wait until one is finished, or cancel it.");
    }

    private static String fileName(HttpServletRequest request) {
        var path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// @param holder whose slot it takes: the id of a person or of a link
    public record Wanted(Object holder, Archive archive) {}
}
