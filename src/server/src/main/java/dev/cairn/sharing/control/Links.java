package dev.cairn.sharing.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Passwords;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.mail.control.Outbox;
import dev.cairn.platform.control.OneObject;
import dev.cairn.sharing.entity.Link;
import dev.cairn.tree.control.FolderBrowser;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What people do with their links.
@OneObject
public class Links {

    /// Most addresses that one call mails a link to.
    public static final int MOST_ADDRESSES = 20;

    private final LinkRows rows;
    private final LinkTokens tokens;
    private final LinkLetters letters;
    private final FolderBrowser browser;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    Links(
            LinkRows rows,
            LinkTokens tokens,
            LinkLetters letters,
            FolderBrowser browser,
            Accounts accounts,
            Passwords passwords,
            Outbox outbox,
            InstantSource clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.letters = letters;
        this.browser = browser;
        this.accounts = accounts;
        this.passwords = passwords;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Makes a link to a file or folder that the caller may change. Where the password cannot be one
    /// there is no link at all, least of all an open one.
    ///
    /// @throws ProblemException `NOT_FOUND`; `FORBIDDEN` to who may only see it; `BAD_REQUEST`;
    ///     `TOO_LARGE` for more links than a person may have
    public LinkInfo make(Caller caller, NodeId node, LinkTerms terms) {
        var location = browser.find(caller, node);
        if (!location.role().mayWrite()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "You may see this, but not share it.");
        }
        if (location.folder().isEmpty()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Share a file or a folder, not all that you have.");
        }
        requireFolder(location, terms.allow());
        terms.expiresAt().ifPresent(this::requireFuture);
        var hash = terms.password().map(passwords::hash).orElse(null);
        return info(caller, rows.make(caller, node, terms, hash));
    }

    /// Whether the caller may make links to something that they see.
    public boolean mayMake(Caller caller, NodeId node) {
        return browser.find(caller, node).role().mayWrite();
    }

    /// Changes what a link is good for, for all who have it already.
    ///
    /// @throws ProblemException `NOT_FOUND`; `BAD_REQUEST`, and then nothing was changed
    public LinkInfo change(Caller caller, LinkId id, LinkChange change) {
        if (change.expiresAt() instanceof LinkChange.Setting.To<Instant>(var moment)) {
            requireFuture(moment);
        }
        if (change.allow().filter(Allow.UPLOAD_ONLY::equals).isPresent()) {
            requireFolder(browser.find(caller, rows.own(caller, id).node()), Allow.UPLOAD_ONLY);
        }
        var hash = change.password() instanceof LinkChange.Setting.To<String>(var password)
                ? passwords.hash(password)
                : null;
        return info(caller, rows.change(caller, id, change, hash));
    }

    /// Ends a link, at once.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public void revoke(Caller caller, LinkId id) {
        rows.revoke(caller, id);
    }

    /// The caller's links, the newest first.
    public List<LinkInfo> list(Caller caller) {
        return rows.of(caller).stream().map(link -> info(caller, link)).toList();
    }

    /// The caller's links to one file or folder, the newest first.
    public List<LinkInfo> list(Caller caller, NodeId node) {
        return rows.of(caller, node).stream().map(link -> info(caller, link)).toList();
    }

    /// Mails a link.
    ///
    /// @throws ProblemException `TOO_LARGE` for more than [#MOST_ADDRESSES]; `TOO_MANY_REQUESTS` if an
    ///     address has had too many mails of late: those before it are mailed
    public void mail(Caller caller, LinkInfo link, List<EmailAddress> addresses) {
        if (addresses.size() > MOST_ADDRESSES) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE, "Mail a link to at most " + MOST_ADDRESSES + " people at once.");
        }
        var maker = accounts.profile(caller).name();
        var name = browser.find(caller, link.nodeId()).entry().name();
        var letter = letters.invitation(maker, name, link);
        for (var address : addresses) {
            if (!outbox.post(address, letter)) {
                throw new ProblemException(
                        ProblemType.TOO_MANY_REQUESTS,
                        address + " has had several mails just now. Wait a minute before you send another.");
            }
        }
    }

    private static void requireFolder(FolderBrowser.Location location, Allow allow) {
        if (allow == Allow.UPLOAD_ONLY && location.entry().isFile()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Only a folder can take what others send.");
        }
    }

    private void requireFuture(Instant moment) {
        if (!moment.isAfter(clock.instant())) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "expiresAt is over already.");
        }
    }

    private LinkInfo info(Caller caller, Link link) {
        var entry = find(caller, link.node()).map(FolderBrowser.Location::entry);
        return new LinkInfo(
                link.id(),
                link.node(),
                entry.map(found -> found.name()).orElse(null),
                entry.filter(found -> !found.isFile()).isPresent(),
                tokens.url(link.seed()),
                Allow.valueOf(link.allow()),
                link.passwordHash().isPresent(),
                entry.isEmpty() || link.isExpired(clock.instant()) || link.isUsedUp(),
                link.expiresAt().orElse(null),
                link.maxDownloads().orElse(null),
                link.downloads(),
                link.visits(),
                link.lastVisitAt().orElse(null),
                link.createdAt());
    }

    private Optional<FolderBrowser.Location> find(Caller caller, NodeId node) {
        try {
            return Optional.of(browser.find(caller, node));
        } catch (ProblemException gone) {
            return Optional.empty();
        }
    }
}
