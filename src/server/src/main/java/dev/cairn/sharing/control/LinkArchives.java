package dev.cairn.sharing.control;

import dev.cairn.content.control.Archive;
import dev.cairn.content.control.ArchiveLinks;
import dev.cairn.content.control.ArchiveSlots;
import dev.cairn.content.control.Archives;
import dev.cairn.content.control.ContentDisposition;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/// Files and folders below a link as one zip, for visitors.
@OneObject
public class LinkArchives {

    /// Below the base URL: archives for visitors.
    public static final String PATH = "/s/archives/";

    private final LinkVisits visits;
    private final VisitTokens tokens;
    private final Archives archives;
    private final ArchiveSlots slots;
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    LinkArchives(
            LinkVisits visits,
            VisitTokens tokens,
            Archives archives,
            ArchiveSlots slots,
            Settings settings,
            InstantSource clock) {
        this.visits = visits;
        this.tokens = tokens;
        this.archives = archives;
        this.slots = slots;
        this.settings = settings;
        this.clock = clock;
    }

    /// A URL of an archive of these files and folders, with all that is below them. Counts as one
    /// download, however many files are in it.
    ///
    /// @throws ProblemException as [Archives#link]; `NOT_FOUND` also if one of them is not below the
    ///     link; `FORBIDDEN` if the link is for looking only
    public ArchiveLinks.Link link(Visit visit, List<NodeId> nodes) {
        var distinct = nodes.stream().distinct().toList();
        var fileName = archives.fileName(visits.reader(visit, distinct), distinct);
        slots.requireFree(visit.link());
        visits.count(visit);
        var expires = clock.instant().plus(settings.readLife());
        var token = tokens.sealArchive(visit.until(expires), distinct);
        var path = PATH + ContentDisposition.pathSegment(fileName) + "?token=" + token;
        return new ArchiveLinks.Link(URI.create(settings.baseUrl() + path), fileName, expires);
    }

    /// An archive that is about to be written. It breaks off once the link is over. What others share with
    /// the link's maker is not in it.
    ///
    /// @param token of the archive's URL
    /// @throws ProblemException `NOT_FOUND`
    public Opened open(String token) {
        var made = tokens.openArchive(token)
                .filter(archive -> clock.instant().isBefore(archive.visit().expiresAt()))
                .orElseThrow(LinkVisits::over);
        var visit = made.visit();
        var reader = visits.reader(visit, made.nodes());
        var archive = archives.open(
                new Archive.Reader(reader, false, () -> visits.reader(visit, made.nodes())), made.nodes());
        return new Opened(visit.link(), archive);
    }

    /// @param link whose visitors read it
    public record Opened(LinkId link, Archive archive) {}
}
