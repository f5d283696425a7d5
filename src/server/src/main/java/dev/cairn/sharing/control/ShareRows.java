package dev.cairn.sharing.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Members;
import dev.cairn.accounts.control.Membership;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.accounts.control.RandomIds;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import dev.cairn.core.sync.UserId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.platform.control.OneObject;
import dev.cairn.sharing.entity.Share;
import dev.cairn.tree.control.Mounts;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The shares in the database, with what follows from them: members and mounts. Each method is one
/// transaction; a share's row is locked before any tree.
@OneObject
@Transactional
public class ShareRows {

    private final EntityManager entities;
    private final RandomIds ids;
    private final Accounts accounts;
    private final NamespaceAccess access;
    private final Members members;
    private final Mounts mounts;
    private final InstantSource clock;

    @Inject
    ShareRows(
            EntityManager entities,
            RandomIds ids,
            Accounts accounts,
            NamespaceAccess access,
            Members members,
            Mounts mounts,
            InstantSource clock) {
        this.entities = entities;
        this.ids = ids;
        this.accounts = accounts;
        this.access = access;
        this.members = members;
        this.mounts = mounts;
        this.clock = clock;
    }

    /// All whom a namespace is shared with.
    List<Share> of(NamespaceId namespace) {
        return entities.createNamedQuery(Share.OF_NAMESPACE, Share.class)
                .setParameter("namespace", namespace.value())
                .getResultList();
    }

    /// What the caller has accepted.
    List<Share> accepted(Caller caller) {
        return entities.createNamedQuery(Share.OF_USER, Share.class)
                .setParameter("user", caller.user().value())
                .getResultList();
    }

    /// What is offered to the caller's address; nothing while they have not proven it.
    List<Share> offered(Caller caller) {
        return address(caller)
                .map(address -> entities.createNamedQuery(Share.OFFERED, Share.class)
                        .setParameter("key", Share.keyOf(address))
                        .getResultList())
                .orElse(List.of());
    }

    /// What the caller shares with others, accepted or not.
    List<Share> owned(Caller caller) {
        return entities.createNamedQuery(Share.OF_OWNER, Share.class)
                .setParameter("owner", caller.user().value())
                .getResultList();
    }

    /// @return false if it is shared with that address already
    boolean offer(Caller caller, NamespaceId namespace, EmailAddress address, Role role) {
        boolean there = of(namespace).stream().anyMatch(share -> share.isFor(address.text()));
        if (!there) {
            entities.persist(new Share(
                    new ShareId(ids.free(Share.class)),
                    namespace,
                    address.text(),
                    role,
                    caller.user(),
                    clock.instant()));
        }
        return !there;
    }

    /// The caller becomes a member, and the namespace hangs in their tree. Accepting twice is no error.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not offered to them
    void accept(Caller caller, ShareId id) {
        var share = lock(id);
        if (share.member().equals(Optional.of(caller.user()))) {
            return;
        }
        if (share.member().isPresent() || address(caller).filter(share::isFor).isEmpty()) {
            throw notFound();
        }
        var origin = mounts.originOf(share.namespace());
        var mount = mounts.hang(caller, share.namespace(), origin.kind(), new FileName(origin.name()));
        members.join(caller.user(), share.namespace(), share.role(), mount);
        share.accept(caller.user());
    }

    /// A share ends: declined or left by whose it is, or taken back by the owner. Where it was accepted, its
    /// member sees nothing of it any more.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is neither the caller's nor of what they own
    void end(Caller caller, ShareId id) {
        var share = lock(id);
        boolean theirs = share.member().equals(Optional.of(caller.user()))
                || share.member().isEmpty()
                        && address(caller).filter(share::isFor).isPresent();
        if (!theirs && !owns(caller, share.namespace())) {
            throw notFound();
        }
        share.member().ifPresent(user -> {
            var mount = members.find(user, share.namespace()).flatMap(Membership::mount);
            members.leave(user, share.namespace());
            var person = accounts.absent(user);
            if (mount.isPresent() && person.isPresent()) {
                mounts.unhang(person.get().own(), mount.get(), caller.device());
            }
        });
        entities.remove(share);
    }

    /// Gives whom it is shared with another role, whether they have accepted or not.
    ///
    /// @param role editor or viewer
    /// @throws ProblemException `NOT_FOUND` if it is not of what the caller owns
    void change(Caller caller, ShareId id, Role role) {
        var share = requireOwned(caller, id);
        share.change(role);
        share.member().ifPresent(user -> {
            members.change(user, share.namespace(), role);
            touch(caller, user, share.namespace());
        });
    }

    /// The member of a share becomes the owner; the caller stays as an editor.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not of what the caller owns; `CONFLICT` if nobody has
    ///     accepted it; `QUOTA_EXCEEDED` if they have no room for it
    void handOver(Caller caller, ShareId id) {
        var share = requireOwned(caller, id);
        var next = share.member()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "They have not accepted yet. Who owns it must be a member."));
        members.handOver(share.namespace(), caller.user(), next);
        share.handTo(caller.user(), accounts.profile(caller).email());
        touch(caller, caller.user(), share.namespace());
        touch(caller, next, share.namespace());
    }

    private void touch(Caller caller, UserId user, NamespaceId namespace) {
        var mount = members.find(user, namespace).flatMap(Membership::mount);
        var person = accounts.absent(user);
        if (mount.isPresent() && person.isPresent()) {
            mounts.touch(person.get().own(), mount.get(), caller.device());
        }
    }

    private Share requireOwned(Caller caller, ShareId id) {
        var share = lock(id);
        if (!owns(caller, share.namespace())) {
            throw notFound();
        }
        return share;
    }

    private boolean owns(Caller caller, NamespaceId namespace) {
        return access.ownerOf(namespace).equals(caller.user());
    }

    private Share lock(ShareId id) {
        var share = entities.find(Share.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (share == null) {
            throw notFound();
        }
        return share;
    }

    private Optional<String> address(Caller caller) {
        var profile = accounts.profile(caller);
        return profile.emailProven() ? Optional.of(profile.email()) : Optional.empty();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such share, or it is over.");
    }
}
