package dev.cairn.sharing.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import dev.cairn.core.sync.UserId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.mail.control.Outbox;
import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import dev.cairn.sharing.entity.Share;
import dev.cairn.tree.control.Conversions;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Mounts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What people do with folders and files that are shared with people. Only the owner of one decides who
/// sees it.
@OneObject
public class Shares {

    /// Most addresses that one call shares with.
    public static final int MOST_ADDRESSES = 20;

    /// Most characters of what is said to an offer.
    public static final int LONGEST_MESSAGE = 1000;

    private final ShareRows rows;
    private final ShareLetters letters;
    private final FolderBrowser browser;
    private final Conversions conversions;
    private final Mounts mounts;
    private final NamespaceAccess access;
    private final Accounts accounts;
    private final Outbox outbox;

    @Inject
    Shares(
            ShareRows rows,
            ShareLetters letters,
            FolderBrowser browser,
            Conversions conversions,
            Mounts mounts,
            NamespaceAccess access,
            Accounts accounts,
            Outbox outbox) {
        this.rows = rows;
        this.letters = letters;
        this.browser = browser;
        this.conversions = conversions;
        this.mounts = mounts;
        this.access = access;
        this.accounts = accounts;
        this.outbox = outbox;
    }

    /// What came of sharing with one address. Whether anybody has an account with it is not told.
    public enum Status {
        OFFERED,
        /// It is offered, but a mail was not sent: the address has had several just now.
        OFFERED_WITHOUT_MAIL,
        ALREADY_SHARED,
        /// It is the caller's own address.
        OWN
    }

    /// @param email as given
    public record Offer(String email, Status status) {}

    /// Shares a folder or file of the caller's with people, each of whom may accept.
    ///
    /// @param role editor or viewer
    /// @throws ProblemException `NOT_FOUND`; `FORBIDDEN` to who does not own it; `NESTED_SHARE`;
    ///     `CONVERTING`; `BAD_REQUEST`; `TOO_LARGE`
    public List<Offer> share(
            Caller caller, NodeId node, List<EmailAddress> addresses, Role role, Optional<String> message) {
        requireGrantable(role);
        if (addresses.isEmpty()
                || message.filter(text -> text.length() > LONGEST_MESSAGE).isPresent()) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST,
                    "Name at least one address; a message has at most " + LONGEST_MESSAGE + " characters.");
        }
        if (addresses.size() > MOST_ADDRESSES) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE, "Share with at most " + MOST_ADDRESSES + " people at once.");
        }
        var location = browser.find(caller, node);
        var namespace = location.entry().isMount() ? owned(caller, node) : converted(caller, location);
        var profile = accounts.profile(caller);
        var letter = letters.offer(profile.name(), location.entry().name(), message);
        var offers = new ArrayList<Offer>();
        for (var address : addresses) {
            if (Share.keyOf(address.text()).equals(Share.keyOf(profile.email()))) {
                offers.add(new Offer(address.text(), Status.OWN));
            } else if (!rows.offer(caller, namespace, address, role)) {
                offers.add(new Offer(address.text(), Status.ALREADY_SHARED));
            } else {
                offers.add(new Offer(
                        address.text(), outbox.post(address, letter) ? Status.OFFERED : Status.OFFERED_WITHOUT_MAIL));
            }
        }
        return offers;
    }

    private NamespaceId converted(Caller caller, FolderBrowser.Location location) {
        if (!location.namespace().equals(caller.own())) {
            throw new ProblemException(
                    ProblemType.NESTED_SHARE,
                    "It is inside of a shared folder. Share that one with more people, or move this out of it.");
        }
        return conversions.share(caller, location.entry().id());
    }

    /// Ends sharing a folder or file: it is the caller's alone again, with all that is in it.
    ///
    /// @throws ProblemException `NOT_FOUND`; `FORBIDDEN` to who does not own it; `CONVERTING`
    public void end(Caller caller, NodeId node) {
        var namespace = owned(caller, node);
        rows.of(namespace).forEach(share -> Collisions.retry(() -> rows.end(caller, share.id())));
        var mount = access.mountOf(caller, namespace).orElseThrow(FolderBrowser::notFound);
        conversions.end(namespace, caller.own(), mount);
    }

    /// All who see a folder or file that the caller sees, its owner first; none if it is not shared.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public People people(Caller caller, NodeId node) {
        var location = browser.find(caller, node);
        var entry = location.entry();
        boolean inside = !location.namespace().equals(caller.own()) && !entry.isMount() && entry.parent() != null;
        return new People(members(caller, location.namespace()), location.role(), inside);
    }

    /// @param members the owner first; none if it is not shared
    /// @param role of the caller
    /// @param inside whether it is only inside of what is shared
    public record People(List<MemberInfo> members, Role role, boolean inside) {}

    private List<MemberInfo> members(Caller caller, NamespaceId namespace) {
        if (namespace.equals(caller.own())) {
            return List.of();
        }
        var owner = access.ownerOf(namespace);
        var first = new MemberInfo(null, owner, accounts.nameOf(owner), null, Role.OWNER);
        return Stream.concat(Stream.of(first), rows.of(namespace).stream().map(this::member))
                .toList();
    }

    private MemberInfo member(Share share) {
        var user = share.member();
        return new MemberInfo(
                share.id(), user.orElse(null), user.map(accounts::nameOf).orElse(null), share.email(), share.role());
    }

    /// Gives a member another role; OWNER hands over to them.
    ///
    /// @throws ProblemException `NOT_FOUND`; `FORBIDDEN` to who does not own it
    public void change(Caller caller, NodeId node, UserId user, Role role) {
        change(caller, shareOf(owned(caller, node), user), role);
    }

    /// Takes a member's rights away, or, for the caller themselves, leaves.
    ///
    /// @throws ProblemException `NOT_FOUND`; `FORBIDDEN` to who does not own it
    public void remove(Caller caller, NodeId node, UserId user) {
        var namespace = user.equals(caller.user()) ? browser.find(caller, node).namespace() : owned(caller, node);
        var share = shareOf(namespace, user);
        Collisions.retry(() -> rows.end(caller, share));
    }

    /// What is shared with the caller, and what is offered to them: that first.
    public List<ShareInfo> withMe(Caller caller) {
        return Stream.concat(rows.offered(caller).stream(), rows.accepted(caller).stream())
                .map(share -> info(caller, share))
                .toList();
    }

    /// What the caller shares with others, the newest first.
    public List<OwnShare> byMe(Caller caller) {
        return rows.owned(caller).stream()
                .map(share -> info(caller, share, mounts.originOf(share.namespace())))
                .toList();
    }

    private OwnShare info(Caller caller, Share share, Mounts.Origin origin) {
        var place = SharedPlace.of(browser, caller, share.namespace(), origin.kind());
        return new OwnShare(
                share.id(),
                share.namespace(),
                place.folder(),
                place.file(),
                origin.name(),
                share.email(),
                share.role(),
                share.member().isPresent(),
                share.createdAt());
    }

    private ShareInfo info(Caller caller, Share share) {
        var origin = mounts.originOf(share.namespace());
        var place = SharedPlace.of(browser, caller, share.namespace(), origin.kind());
        return new ShareInfo(
                share.id(),
                share.namespace(),
                place.folder(),
                place.file(),
                origin.name(),
                share.role(),
                accounts.nameOf(share.sharedBy()),
                share.member().isPresent(),
                share.createdAt());
    }

    /// @throws ProblemException `NOT_FOUND` if it is not offered to an address that the caller has proven
    public void accept(Caller caller, ShareId id) {
        Collisions.retry(() -> rows.accept(caller, id));
    }

    /// Gives whom something is shared with another role; OWNER hands it over to them.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not of what the caller owns; `CONFLICT` if who has not
    ///     accepted is to be the owner
    public void change(Caller caller, ShareId id, Role role) {
        Collisions.retry(() -> {
            if (role == Role.OWNER) {
                rows.handOver(caller, id);
            } else {
                rows.change(caller, id, role);
            }
        });
    }

    /// Declines, leaves or takes back.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is neither the caller's nor of what they own
    public void end(Caller caller, ShareId id) {
        Collisions.retry(() -> rows.end(caller, id));
    }

    private ShareId shareOf(NamespaceId namespace, UserId user) {
        return rows.of(namespace).stream()
                .filter(share -> share.member().equals(Optional.of(user)))
                .map(Share::id)
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "They are not a member."));
    }

    private NamespaceId owned(Caller caller, NodeId node) {
        var location = browser.find(caller, node);
        if (location.namespace().equals(caller.own())) {
            throw new ProblemException(ProblemType.NOT_FOUND, "It is not shared.");
        }
        if (location.role() != Role.OWNER) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only its owner decides who sees what is shared.");
        }
        return location.namespace();
    }

    private static void requireGrantable(Role role) {
        if (role == Role.OWNER) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "role is EDITOR or VIEWER.");
        }
    }
}
