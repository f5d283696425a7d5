package dev.cairn.accounts.control;

import dev.cairn.accounts.control.IdentityJoined.How;
import dev.cairn.accounts.entity.Identity;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UserId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.mail.control.Outbox;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;

/// Whose account a person at the provider has. Decision 0034.
///
/// It is found by issuer and subject alone. An address finds it once at most, and only where the
/// administrator has said so: addresses are given to other people, and not every provider checks them.
@OneObject
@Transactional
class Identities {

    private final EntityManager entities;
    private final Accounts accounts;
    private final SecondFactors factors;
    private final AddressProofs proofs;
    private final AccountLetters letters;
    private final Outbox outbox;
    private final Event<IdentityJoined> joined;
    private final Event<IdentityParted> parted;
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    Identities(
            EntityManager entities,
            Accounts accounts,
            SecondFactors factors,
            AddressProofs proofs,
            AccountLetters letters,
            Outbox outbox,
            Event<IdentityJoined> joined,
            Event<IdentityParted> parted,
            Settings settings,
            InstantSource clock) {
        this.entities = entities;
        this.accounts = accounts;
        this.factors = factors;
        this.proofs = proofs;
        this.letters = letters;
        this.outbox = outbox;
        this.joined = joined;
        this.parted = parted;
        this.settings = settings;
        this.clock = clock;
    }

    /// Whose account it is; empty for who has none yet. Who is trusted by their address is joined first.
    ///
    /// @param address where the request comes from
    Optional<User> owner(ProviderIdentity identity, String address) {
        return row(identity)
                .map(row -> entities.find(User.class, row.user().value()))
                .or(() -> trusted(identity, address));
    }

    /// Lets a person who has proven to own an account into it at the provider, too. Doing so twice is no
    /// error.
    ///
    /// @param address where the request comes from
    /// @throws ProblemException `CONFLICT` if one of the two is joined with another already
    void join(User owner, ProviderIdentity identity, How how, String address) {
        var before = row(identity);
        if (before.isPresent() ? !before.get().user().equals(owner.id()) : hasOther(owner, identity)) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "This account is joined with somebody else there. Nothing was changed.");
        }
        if (before.isEmpty()) {
            entities.persist(new Identity(identity.issuer(), identity.subject(), owner.id(), clock.instant()));
            entities.flush();
            joined.fire(new IdentityJoined(owner.id(), identity.issuer(), how, address));
            if (how != How.NEW_ACCOUNT) {
                outbox.post(new EmailAddress(owner.email()), letters.identityJoined(owner));
            }
        }
    }

    /// Opens an account without a password.
    ///
    /// @param address where the request comes from
    /// @throws ProblemException `BAD_REQUEST` if the provider tells no address; `ADDRESS_TAKEN`
    User open(ProviderIdentity identity, String address) {
        var user = accounts.add(identity.email().orElse(""), identity.shownName(), User.NO_PASSWORD, User.Role.USER);
        if (isTrusted(identity)) {
            user.prove(clock.instant());
        } else {
            proofs.mail(user);
        }
        join(user, identity, How.NEW_ACCOUNT, address);
        return user;
    }

    /// As [#forget], said by the person.
    void part(UserId user, String address) {
        if (has(user)) {
            forget(user);
            parted.fire(new IdentityParted(user, address));
        }
    }

    /// Whether the provider lets the person in.
    boolean has(UserId user) {
        return !entities.createNamedQuery(Identity.OF_USER, Identity.class)
                .setParameter("user", user.value())
                .getResultList()
                .isEmpty();
    }

    /// From now on the provider lets nobody into the person's account. Doing so twice is no error.
    void forget(UserId user) {
        entities.createNamedQuery(Identity.FORGET)
                .setParameter("user", user.value())
                .executeUpdate();
    }

    /// Who has an address that both the provider and we hold for proven. Never an administrator or somebody
    /// with a second factor: whoever may do more, or has asked for more, gives their password once.
    private Optional<User> trusted(ProviderIdentity identity, String address) {
        if (!isTrusted(identity)) {
            return Optional.empty();
        }
        var owner = identity.email()
                .flatMap(accounts::find)
                .filter(User::isOpen)
                .filter(User::isProven)
                .filter(user -> user.role() == User.Role.USER)
                .filter(user -> !factors.status(user.id()).on())
                .filter(user -> !hasOther(user, identity));
        owner.ifPresent(user -> join(user, identity, How.TRUSTED_ADDRESS, address));
        return owner;
    }

    private boolean isTrusted(ProviderIdentity identity) {
        return identity.emailVerified()
                && settings.oidc().filter(Settings.Oidc::trustEmail).isPresent();
    }

    private boolean hasOther(User user, ProviderIdentity identity) {
        return entities.createNamedQuery(Identity.OF_USER, Identity.class)
                .setParameter("user", user.id().value())
                .getResultStream()
                .anyMatch(row -> row.issuer().equals(identity.issuer()));
    }

    private Optional<Identity> row(ProviderIdentity identity) {
        return Optional.ofNullable(
                entities.find(Identity.class, new Identity.Key(identity.issuer(), identity.subject())));
    }
}
