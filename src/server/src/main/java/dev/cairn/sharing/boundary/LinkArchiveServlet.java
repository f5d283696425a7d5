package dev.cairn.sharing.boundary;

import dev.cairn.content.boundary.ArchiveAnswer;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.sharing.control.LinkArchives;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/s/archives/{fileName}?token=…`: files and folders below a link as one zip archive, for visitors.
/// It ends with the link, whatever its token says.
@WebServlet(urlPatterns = "/s/archives/*", asyncSupported = true)
public class LinkArchiveServlet extends HttpServlet {

    private final transient LinkArchives archives;
    private final transient ArchiveAnswer answer;

    @Inject
    public LinkArchiveServlet(LinkArchives archives, ArchiveAnswer answer) {
        this.archives = archives;
        this.answer = answer;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var wanted = Optional.ofNullable(request.getParameter("token")).flatMap(this::open);
        answer.send(wanted, request, response);
    }

    private Optional<ArchiveAnswer.Wanted> open(String token) {
        try {
            var opened = archives.open(token);
            return Optional.of(new ArchiveAnswer.Wanted(opened.link(), opened.archive()));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
