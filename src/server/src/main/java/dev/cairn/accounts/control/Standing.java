package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Member;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether people may use their accounts, and as what. Who may decide that is not asked here.
///
/// There is always somebody who can administer the server: what would leave nobody is refused. The rows
/// of all administrators are locked for it, so that two of them cannot take each other's role away at the
/// same moment.
@OneObject
@Transactional
public class Standing {

    /// How long an account that is to be deleted can still be kept.
    public static final Duration GRACE = Duration.ofDays(30);

    /// Most devices that one person may be given.
    public static final int MOST_DEVICES = 1000;

    private final EntityManager entities;
    private final ActiveDevices devices;
    private final SecondFactors factors;
    private final Identities identities;
    private final InstantSource clock;

    @Inject
    Standing(
            EntityManager entities,
            ActiveDevices devices,
            SecondFactors factors,
            Identities identities,
            InstantSource clock) {
        this.entities = entities;
        this.devices = devices;
        this.factors = factors;
        this.identities = identities;
        this.clock = clock;
    }

    /// Makes a person an administrator, or takes that away. They are signed out everywhere, since what
    /// they hold says who they were.
    ///
    /// @return false if that is what they are already
    /// @throws ProblemException `NOT_FOUND`; `LAST_ADMINISTRATOR`
    public boolean changeRole(UserId id, boolean administrator) {
        requireOthers(id, !administrator);
        var user = find(id);
        var role = administrator ? User.Role.ADMIN : User.Role.USER;
        if (user.role() == role) {
            return false;
        }
        user.changeRole(role);
        devices.revokeAll(id);
        return true;
    }

    /// Keeps a person out: all their devices are signed out, their links lead nowhere, and nothing of
    /// theirs is deleted.
    ///
    /// @throws ProblemException `NOT_FOUND`; `LAST_ADMINISTRATOR`
    public void suspend(UserId id) {
        requireOthers(id, true);
        find(id).suspend(clock.instant());
        devices.revokeAll(id);
    }

    /// Lets a person in again.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public void reinstate(UserId id) {
        find(id).reinstate();
    }

    /// Sets on how many devices a person may be signed in; those that are stay.
    ///
    /// @param limit 1 to [#MOST_DEVICES]; empty for what the server's setting says
    /// @return false if that is what holds already
    /// @throws ProblemException `BAD_REQUEST`; `NOT_FOUND`
    public boolean limitDevices(UserId id, OptionalInt limit) {
        if (limit.isPresent() && (limit.getAsInt() < 1 || limit.getAsInt() > MOST_DEVICES)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "A person may have 1 to " + MOST_DEVICES + " devices.");
        }
        var user = find(id);
        boolean changes = !user.deviceLimit().equals(limit);
        user.limitDevices(limit);
        return changes;
    }

    /// Keeps a person out, and has their account deleted after [#GRACE].
    ///
    /// @param heir who gets the files then; empty for nobody
    /// @return when it may be deleted
    /// @throws ProblemException `NOT_FOUND`; `LAST_ADMINISTRATOR`; `BAD_REQUEST` if the heir cannot be one
    public Instant dismiss(UserId id, Optional<UserId> heir) {
        requireOthers(id, true);
        boolean possible = heir.map(this::find).stream()
                .allMatch(user -> user.isOpen() && !user.id().equals(id));
        if (!possible) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST, "Files go to somebody else, who may use their account.");
        }
        var then = clock.instant().plus(GRACE);
        find(id).leaveAfter(then, heir);
        devices.revokeAll(id);
        return then;
    }

    /// Keeps an account that was to be deleted.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public void keep(UserId id) {
        find(id).stay();
    }

    /// People whose accounts are to be closed now.
    public List<Departed> departed() {
        return entities.createNamedQuery(User.DEPARTED, Integer.class)
                .setParameter("now", Times.toMicros(clock.instant()))
                .getResultStream()
                .map(id -> entities.find(User.class, id))
                .map(user -> new Departed(Accounts.onNoDevice(user), user.name(), user.heir()))
                .toList();
    }

    /// Somebody whose account is to be closed.
    ///
    /// @param caller on whose behalf their files are put away
    /// @param heir who gets them; empty for nobody
    public record Departed(Caller caller, String name, Optional<UserId> heir) {}

    /// Forgets who a person was, and takes away what others have let them see. Their own tree is not
    /// touched. Doing so twice is no error.
    ///
    /// @throws ProblemException `CONFLICT` if the account is to stay after all
    public void close(Caller departed) {
        var user = entities.find(User.class, departed.user().value(), LockModeType.PESSIMISTIC_WRITE);
        if (user.isOpen()) {
            throw new ProblemException(ProblemType.CONFLICT, "This account is to stay.");
        }
        entities.createNamedQuery(Member.LEAVE_OTHERS)
                .setParameter("user", departed.user().value())
                .setParameter("own", departed.own().value())
                .executeUpdate();
        devices.revokeAll(departed.user());
        factors.forget(departed.user());
        identities.forget(departed.user());
        user.close(clock.instant());
    }

    private void requireOthers(UserId id, boolean goes) {
        boolean others = entities.createNamedQuery(User.WHO_ADMINISTER, User.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .anyMatch(administrator -> !administrator.id().equals(id));
        if (goes && !others && find(id).role() == User.Role.ADMIN) {
            throw new ProblemException(
                    ProblemType.LAST_ADMINISTRATOR,
                    "Nobody else could administer this server then. Make somebody else administrator first.");
        }
    }

    private User find(UserId id) {
        var user = entities.find(User.class, id.value());
        if (user == null || user.isClosed()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such person.");
        }
        return user;
    }
}
