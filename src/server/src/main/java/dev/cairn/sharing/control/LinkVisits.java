package dev.cairn.sharing.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Passwords;
import dev.cairn.accounts.control.Throttle;
import dev.cairn.content.control.ContentDisposition;
import dev.cairn.content.control.Downloads;
import dev.cairn.content.control.Extents;
import dev.cairn.content.control.PreviewForm;
import dev.cairn.content.control.Previews;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.sync.VisitorId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.sharing.entity.Link;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Order;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people without an account may see by a link: what its maker may see, from the linked node
/// downwards, and nothing else.
///
/// Every use asks anew whether the link is still good, so that expiry, revocation and lost rights of
/// its maker end it at once. A link that is wrong, over, revoked or used up answers alike.
@OneObject
public class LinkVisits {

    /// Below the base URL: contents for visitors.
    public static final String CONTENT_PATH = "/s/content/";

    /// Below the base URL: previews for visitors.
    public static final String PREVIEW_PATH = "/s/preview/";

    /// Most files that a visitor asks extents of at once: each is looked up by itself.
    public static final int MOST_FILES = 100;

    private static final Duration LIFE = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LinkRows rows;
    private final VisitTokens tokens;
    private final Accounts accounts;
    private final FolderBrowser browser;
    private final Downloads downloads;
    private final Previews previews;
    private final Extents extents;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    LinkVisits(
            LinkRows rows,
            VisitTokens tokens,
            Accounts accounts,
            FolderBrowser browser,
            Downloads downloads,
            Previews previews,
            Extents extents,
            Passwords passwords,
            Throttle throttle,
            Settings settings,
            InstantSource clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.accounts = accounts;
        this.browser = browser;
        this.downloads = downloads;
        this.previews = previews;
        this.extents = extents;
        this.passwords = passwords;
        this.throttle = throttle;
        this.settings = settings;
        this.clock = clock;
    }

    /// Opens a link.
    ///
    /// @param password empty if the visitor has given none
    /// @param from where the request comes from: who guesses is slowed down, and nobody else
    /// @throws ProblemException `NOT_FOUND` if it opens nothing; `LINK_PASSWORD` if it wants a password
    ///     and this is none or a wrong one; `TOO_MANY_REQUESTS`
    public Opened open(String token, Optional<String> password, String from) {
        var source = "links from " + from;
        var link = rows.find(token).filter(this::isGood);
        if (link.isEmpty()) {
            throttle.check("link " + token, source);
            throttle.failed("link " + token, source);
            throw over();
        }
        requirePassword(link.get(), password, from);
        if (link.get().isUsedUp()) {
            throw over();
        }
        var visit = new Visit(
                link.get().id(),
                link.get().generation(),
                new VisitorId(RANDOM.nextLong()),
                clock.instant().plus(LIFE));
        var shared = shared(link.get());
        rows.visited(link.get());
        return new Opened(visit, tokens.seal(visit), LIFE, shared);
    }

    /// The same visitor stays for longer, without a password: what they have begun to send stays theirs.
    ///
    /// @throws ProblemException `NOT_FOUND` if the link opens nothing any more
    public Opened renew(Visit visit) {
        var shared = show(visit);
        var longer = visit.until(clock.instant().plus(LIFE));
        return new Opened(longer, tokens.seal(longer), LIFE, shared);
    }

    private void requirePassword(Link link, Optional<String> password, String from) {
        var expected = link.passwordHash();
        if (expected.isEmpty()) {
            return;
        }
        if (password.isEmpty()) {
            throw new ProblemException(ProblemType.LINK_PASSWORD, "This link asks for a password.");
        }
        var account = "password of link " + link.id() + " from " + from;
        var source = "link passwords from " + from;
        throttle.check(account, source);
        if (!passwords.matches(password.get(), expected.get())) {
            throttle.failed(account, source);
            throw new ProblemException(ProblemType.LINK_PASSWORD, "The password is wrong.");
        }
    }

    /// The visit of a token.
    ///
    /// @throws ProblemException `SIGNED_OUT` if it is not one of ours or is over; the link can be
    ///     opened again if it is still good
    public Visit resume(String token) {
        return tokens.open(token)
                .filter(visit -> clock.instant().isBefore(visit.expiresAt()))
                .orElseThrow(() -> new ProblemException(ProblemType.SIGNED_OUT, "Open the link again."));
    }

    /// What the link leads to.
    ///
    /// @throws ProblemException `NOT_FOUND` if the link opens nothing any more, as all below
    public Shared show(Visit visit) {
        return shared(require(visit));
    }

    /// A folder and those above it, down from the linked one.
    ///
    /// @throws ProblemException `FORBIDDEN` if the link is for sending only, as for all that shows
    ///     something
    public List<Entry> path(Visit visit, NodeId folder) {
        var link = requireLooking(visit);
        return below(link, browser.findFolder(maker(link), folder));
    }

    /// A page of a folder, as [FolderBrowser#list], without shared folders that hang in it.
    public FolderBrowser.Page list(Visit visit, NodeId folder, Order order, @Nullable String cursor, int limit) {
        var link = requireLooking(visit);
        var maker = maker(link);
        below(link, browser.findFolder(maker, folder));
        var page = browser.list(maker, folder, order, cursor, limit);
        var shown = page.entries().stream().filter(entry -> !entry.isMount()).toList();
        return new FolderBrowser.Page(shown, page.nextCursor());
    }

    /// A URL whose plain GET gives the newest content of a file. Counts as a download.
    ///
    /// @throws ProblemException `FORBIDDEN` if the link is for looking only
    public Downloads.Download url(Visit visit, NodeId file) {
        var link = requireDownload(visit);
        var maker = maker(link);
        var entry = requireFile(link, maker, file);
        if (!rows.downloaded(link)) {
            throw over();
        }
        return downloads.url(maker, parent(entry), file, null, (version, name) -> contentUrl(visit, version, name));
    }

    /// The chunks of a file's newest version, as [Downloads#manifest].
    ///
    /// @throws ProblemException `FORBIDDEN` if the link is for looking only, or counts downloads
    public byte[] manifest(Visit visit, NodeId file, int prefix) {
        var link = requireUncounted(visit);
        var maker = maker(link);
        var entry = requireFile(link, maker, file);
        return downloads.manifest(maker, parent(entry), file, null, null, prefix);
    }

    /// Where to fetch the chunks of files, as [Extents#find], of newest versions only. Files outside of
    /// the link are missing like any that are not there.
    ///
    /// @throws ProblemException `TOO_LARGE` for more than [#MOST_FILES]; `FORBIDDEN` if the link is for
    ///     looking only, or counts downloads
    public Extents.Answer extents(Visit visit, List<Extents.Want> wants) {
        if (wants.size() > MOST_FILES) {
            throw new ProblemException(ProblemType.TOO_LARGE, "Ask for at most " + MOST_FILES + " files at once.");
        }
        var link = requireUncounted(visit);
        var maker = maker(link);
        wants.forEach(want -> requireFile(link, maker, want.file()));
        return extents.find(maker, wants);
    }

    /// Opens a version for reading through this server.
    ///
    /// @param token of the content's URL
    /// @throws ProblemException `NOT_FOUND`
    public Downloads.Opened content(VersionId version, String token) {
        var visit = tokens.openContent(token, version)
                .filter(made -> clock.instant().isBefore(made.expiresAt()))
                .orElseThrow(LinkVisits::over);
        var link = requireDownload(visit);
        var maker = maker(link);
        requireFile(link, maker, version.node());
        return downloads.open(maker, version);
    }

    /// Where to get a preview of an entry that was listed for the visit; empty if it can have none.
    /// Looking is no download: every link that shows anything shows this.
    public Optional<URI> preview(Visit visit, Entry entry, PreviewForm form) {
        return Optional.ofNullable(entry.versionId())
                .filter(_ -> form.suits(entry.name(), entry.size()))
                .map(version -> previewUrl(visit, version, form).url());
    }

    /// Where a player gets a file's newest version.
    ///
    /// @throws ProblemException `FORBIDDEN` if the link is for looking only, or counts downloads: who plays
    ///     a file gets its bytes
    public URI playUrl(Visit visit, NodeId file) {
        var link = requireUncounted(visit);
        var entry = requireFile(link, maker(link), file);
        return contentUrl(visit, Objects.requireNonNull(entry.versionId()), entry.name())
                .url();
    }

    /// Where to get a preview of a file's newest version.
    ///
    /// @throws ProblemException `NOT_FOUND`, also for a file that can have none
    public Downloads.ContentUrl previewUrl(Visit visit, NodeId file, PreviewForm form) {
        var link = requireLooking(visit);
        var entry = requireFile(link, maker(link), file);
        if (!form.suits(entry.name(), entry.size())) {
            throw notBelow();
        }
        return previewUrl(visit, Objects.requireNonNull(entry.versionId()), form);
    }

    private Downloads.ContentUrl previewUrl(Visit visit, VersionId version, PreviewForm form) {
        return url(visit, version, PREVIEW_PATH + version + "/" + form.form());
    }

    /// Opens a version for a look at it.
    ///
    /// @param token of the preview's URL
    /// @throws ProblemException `NOT_FOUND`
    public Previews.Opened look(VersionId version, String token, PreviewForm form) {
        var visit = tokens.openContent(token, version)
                .filter(made -> clock.instant().isBefore(made.expiresAt()))
                .orElseThrow(LinkVisits::over);
        var link = requireLooking(visit);
        var maker = maker(link);
        requireNewest(requireFile(link, maker, version.node()), version);
        return previews.open(maker, version, form);
    }

    private static void requireNewest(Entry file, VersionId version) {
        if (!version.equals(file.versionId())) {
            throw notBelow();
        }
    }

    private Downloads.ContentUrl contentUrl(Visit visit, VersionId version, String name) {
        return url(visit, version, CONTENT_PATH + version + "/" + ContentDisposition.pathSegment(name));
    }

    private Downloads.ContentUrl url(Visit visit, VersionId version, String path) {
        var expires = clock.instant().plus(settings.readLife());
        var token = tokens.sealContent(visit.until(expires), version);
        return new Downloads.ContentUrl(URI.create(settings.baseUrl() + path + "?token=" + token), expires);
    }

    /// As whom a visitor reads these nodes, all of them the link's or below it.
    ///
    /// @throws ProblemException `NOT_FOUND` if one is not; `FORBIDDEN` if the link is for looking only
    Caller reader(Visit visit, List<NodeId> nodes) {
        var link = requireDownload(visit);
        var maker = maker(link);
        var found = browser.findAll(maker, nodes);
        if (found.size() < nodes.size()) {
            throw notBelow();
        }
        found.forEach(location -> below(link, location));
        return maker;
    }

    /// As whom a visitor sends files, and where to.
    ///
    /// @throws ProblemException `FORBIDDEN` if the link is not for that; `NOT_FOUND` also where its maker
    ///     may not change the folder any more
    Inbox inbox(Visit visit) {
        var link = require(visit);
        if (Allow.valueOf(link.allow()) != Allow.UPLOAD_ONLY) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This link takes no files.");
        }
        var maker = maker(link);
        FolderBrowser.Location folder;
        try {
            folder = browser.findFolder(maker, link.node());
        } catch (ProblemException gone) {
            throw over();
        }
        if (!folder.role().mayWrite()) {
            throw over();
        }
        return new Inbox(
                maker.visitedBy(visit.visitor()),
                folder.namespace(),
                link.node(),
                folder.entry().inside());
    }

    /// Whether a folder is still below an inbox, and not shared with others since.
    boolean isBelow(Inbox inbox, NodeId folder) {
        try {
            var found = browser.findFolder(inbox.sender, folder);
            return found.namespace().equals(inbox.namespace)
                    && found.path().stream().map(Entry::id).anyMatch(inbox.folder::equals);
        } catch (ProblemException gone) {
            return false;
        }
    }

    /// Where visitors send files.
    ///
    /// @param sender acts for the link's maker
    /// @param folder as the link names it
    /// @param inside the folder that the files go into
    record Inbox(Caller sender, NamespaceId namespace, NodeId folder, NodeId inside) {}

    /// Counts a download.
    ///
    /// @throws ProblemException `NOT_FOUND` if the link has none left
    void count(Visit visit) {
        if (!rows.downloaded(requireDownload(visit))) {
            throw over();
        }
    }

    // ---- what is asked every time

    private boolean isGood(Link link) {
        return !link.isExpired(clock.instant());
    }

    private Link require(Visit visit) {
        return rows.find(visit.link())
                .filter(this::isGood)
                .filter(link -> link.generation() == visit.generation())
                .orElseThrow(LinkVisits::over);
    }

    private Link requireLooking(Visit visit) {
        var link = require(visit);
        if (!Allow.valueOf(link.allow()).isForLooking()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This link is for sending files only.");
        }
        return link;
    }

    private Link requireDownload(Visit visit) {
        var link = requireLooking(visit);
        if (Allow.valueOf(link.allow()) != Allow.DOWNLOAD) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This link is for looking only.");
        }
        return link;
    }

    private Link requireUncounted(Visit visit) {
        var link = requireDownload(visit);
        if (link.maxDownloads().isPresent()) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Downloads by this link are counted. Use pre-signed-url.");
        }
        return link;
    }

    private Caller maker(Link link) {
        return accounts.absent(link.maker()).orElseThrow(LinkVisits::over);
    }

    private Shared shared(Link link) {
        Entry entry;
        try {
            entry = browser.find(maker(link), link.node()).entry();
        } catch (ProblemException gone) {
            throw over();
        }
        return new Shared(
                entry,
                Allow.valueOf(link.allow()),
                accounts.nameOf(link.maker()),
                link.expiresAt().orElse(null),
                link.maxDownloads().isPresent());
    }

    private Entry requireFile(Link link, Caller maker, NodeId file) {
        var path = below(link, browser.find(maker, file));
        if (!path.getLast().isFile()) {
            throw notBelow();
        }
        return path.getLast();
    }

    /// A node and those above it, down from the linked one.
    private static List<Entry> below(Link link, FolderBrowser.Location found) {
        var path = found.path();
        for (int depth = 0; depth < path.size(); depth++) {
            if (path.get(depth).id().equals(link.node())) {
                var shown = List.copyOf(path.subList(depth, path.size()));
                requireNoMountBelow(shown);
                return shown;
            }
        }
        throw notBelow();
    }

    /// What others share with the link's maker is not the maker's to publish, where it hangs below the
    /// linked folder.
    private static void requireNoMountBelow(List<Entry> path) {
        if (path.stream().skip(1).anyMatch(Entry::isMount)) {
            throw notBelow();
        }
    }

    private static NodeId parent(Entry file) {
        return Optional.ofNullable(file.parent()).orElseThrow(LinkVisits::notBelow);
    }

    private static ProblemException notBelow() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such file or folder, or you may not see it.");
    }

    static ProblemException over() {
        return new ProblemException(ProblemType.NOT_FOUND, "This link leads nowhere, or not any more.");
    }

    /// @param token what to send with each call of the visit
    public record Opened(Visit visit, String token, Duration expiresIn, Shared shared) {}

    /// @param entry the linked file or folder
    /// @param maker the name of who shares it
    /// @param expiresAt null for never
    /// @param counted whether downloads are
    public record Shared(
            Entry entry,
            Allow allow,
            String maker,
            @Nullable Instant expiresAt,
            boolean counted) {

        /// Whether sounds and films can be played: who plays a file gets its bytes.
        public boolean isPlayable() {
            return allow == Allow.DOWNLOAD && !counted;
        }
    }
}
