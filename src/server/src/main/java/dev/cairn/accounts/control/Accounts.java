package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Member;
import dev.cairn.accounts.entity.Namespace;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.platform.control.OneObject;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Opens accounts, and changes what people may change of theirs.
@OneObject
@Transactional
public class Accounts {

    /// One more than the largest that is ever drawn.
    private static final DeviceId NO_DEVICE = new DeviceId(Integer.MAX_VALUE);

    static final int LONGEST_NAME = 100;

    private final EntityManager entities;
    private final RandomIds ids;
    private final ActiveDevices activeDevices;
    private final AddressProofs proofs;
    private final Allowances allowances;
    private final Event<NamespaceOpened> opened;
    private final Event<FirstAdministrator> appointed;
    private final InstantSource clock;

    @Inject
    Accounts(
            EntityManager entities,
            RandomIds ids,
            ActiveDevices activeDevices,
            AddressProofs proofs,
            Allowances allowances,
            Event<NamespaceOpened> opened,
            Event<FirstAdministrator> appointed,
            InstantSource clock) {
        this.entities = entities;
        this.ids = ids;
        this.activeDevices = activeDevices;
        this.proofs = proofs;
        this.allowances = allowances;
        this.opened = opened;
        this.appointed = appointed;
        this.clock = clock;
    }

    /// Opens an account with an empty tree, and mails the person a link that proves their address.
    ///
    /// @throws ProblemException `BAD_REQUEST` if address or name cannot be one; `ADDRESS_TAKEN`
    UserId open(String email, String name, String passwordHash, User.Role role) {
        var user = add(email, name, passwordHash, role);
        proofs.mail(user);
        if (role == User.Role.ADMIN) {
            appointed.fire(new FirstAdministrator(user.id()));
        }
        return user.id();
    }

    /// As [#open], without the mail.
    User add(String email, String name, String passwordHash, User.Role role) {
        var givenEmail = new EmailAddress(email).text();
        var givenName = checkedName(name);
        if (find(givenEmail).isPresent()) {
            throw new ProblemException(
                    ProblemType.ADDRESS_TAKEN,
                    "There is an account with this address. Sign in, or use another address.");
        }
        var now = clock.instant();
        var id = new UserId(ids.free(User.class));
        var namespace = new NamespaceId(ids.free(Namespace.class));
        var user = new User(id, givenEmail, givenName, passwordHash, role, namespace, now);
        entities.persist(user);
        entities.persist(new Namespace(namespace, id));
        entities.persist(new Member(id, namespace, Role.OWNER, null));
        entities.flush();
        opened.fire(new NamespaceOpened(namespace, now));
        return user;
    }

    /// What a person sees of their own account.
    public Profile profile(Caller caller) {
        var user = find(caller);
        return new Profile(
                user.id(),
                user.email(),
                user.isProven(),
                user.name(),
                NodeId.rootOf(caller.own()),
                caller.own(),
                allowances.quota(user.limits()).orElse(null),
                entities.createNamedQuery(Namespace.USED_BY, Number.class)
                        .setParameter("owner", caller.user().value())
                        .getSingleResult()
                        .longValue());
    }

    /// @throws ProblemException `BAD_REQUEST` if the name cannot be one
    public Profile rename(Caller caller, String name) {
        find(caller).rename(checkedName(name));
        return profile(caller);
    }

    /// What was set for one person alone.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Limits limits(UserId id) {
        return Limits.of(find(id).limits());
    }

    /// Sets what one person may have and keep; takes effect at once.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Limits limit(UserId id, Limits limits) {
        find(id).limit(limits.asSet());
        return limits;
    }

    /// What one person may have and keep; null where the server's setting holds.
    ///
    /// @param quotaBytes sizes of all files in tree and trash
    /// @param versionCount how many older versions of each file stay, whatever their age
    public record Limits(
            @Nullable Long quotaBytes,
            @Nullable Integer trashDays,
            @Nullable Integer versionDays,
            @Nullable Integer versionCount) {

        /// @throws IllegalArgumentException if one is negative, or a time is nothing
        public Limits {
            new User.Limits(quotaBytes, trashDays, versionDays, versionCount);
        }

        /// Whether things are kept for as long as these say.
        public boolean keepLike(Limits others) {
            return Objects.equals(trashDays, others.trashDays)
                    && Objects.equals(versionDays, others.versionDays)
                    && Objects.equals(versionCount, others.versionCount);
        }

        /// What is set, with the names of the API: `quotaBytes=5000 trashDays=1`; empty if nothing is.
        public String asText() {
            var text = new StringJoiner(" ");
            add(text, "quotaBytes", quotaBytes);
            add(text, "trashDays", trashDays);
            add(text, "versionDays", versionDays);
            add(text, "versionCount", versionCount);
            return text.toString();
        }

        private static void add(StringJoiner text, String name, @Nullable Number value) {
            if (value != null) {
                text.add(name + "=" + value);
            }
        }

        private static Limits of(User.Limits set) {
            return new Limits(set.quotaBytes(), set.trashDays(), set.versionDays(), set.versionCount());
        }

        private User.Limits asSet() {
            return new User.Limits(quotaBytes, trashDays, versionDays, versionCount);
        }
    }

    private User find(UserId id) {
        return Optional.ofNullable(entities.find(User.class, id.value()))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such person."));
    }

    /// Keeps another hash of the same password, unless it was changed meanwhile.
    void renewHash(User seen, String passwordHash) {
        Optional.ofNullable(entities.find(User.class, seen.id().value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(user -> user.passwordHash().equals(seen.passwordHash()))
                .ifPresent(user -> user.changePassword(passwordHash));
    }

    /// Changes the password and ends all other sessions of the person.
    void changePassword(Caller caller, String passwordHash) {
        find(caller).changePassword(passwordHash);
        activeDevices.revokeOthers(caller);
    }

    /// A person who is not there, and on whose behalf something is done; empty if they have no account
    /// any more, or may not use it. Such a caller is on no device, and never an administrator.
    public Optional<Caller> absent(UserId id) {
        return Optional.ofNullable(entities.find(User.class, id.value()))
                .filter(User::isOpen)
                .map(Accounts::onNoDevice);
    }

    static Caller onNoDevice(User user) {
        return new Caller(user.id(), NO_DEVICE, user.namespace(), false);
    }

    /// What a person calls themselves.
    public String nameOf(UserId id) {
        return entities.find(User.class, id.value()).name();
    }

    /// The address of a person's account.
    public String emailOf(UserId id) {
        return entities.find(User.class, id.value()).email();
    }

    /// Who has an address.
    public Optional<UserId> idOf(String email) {
        return find(email).map(User::id);
    }

    /// Whether the server has had its first administrator.
    public boolean hasAdministrator() {
        return entities.createNamedQuery(User.ADMINISTRATORS, Long.class).getSingleResult() > 0;
    }

    Optional<User> find(String email) {
        return entities.createNamedQuery(User.BY_EMAIL, User.class)
                .setParameter("key", User.keyOf(email.strip()))
                .getResultStream()
                .findFirst();
    }

    User find(Caller caller) {
        return entities.find(User.class, caller.user().value());
    }

    private static String checkedName(String name) {
        var stripped = name.strip();
        boolean good = !stripped.isEmpty()
                && stripped.length() <= LONGEST_NAME
                && stripped.codePoints().noneMatch(Character::isISOControl);
        if (!good) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "A name has 1 to " + LONGEST_NAME + " characters.");
        }
        return stripped;
    }

    /// @param quotaBytes null for no limit
    /// @param usedBytes sizes of all files in tree and trash, of all that the person owns
    public record Profile(
            UserId userId,
            String email,
            boolean emailProven,
            String name,
            NodeId rootFolderId,
            NamespaceId namespaceId,
            @Nullable Long quotaBytes,
            long usedBytes) {}
}
