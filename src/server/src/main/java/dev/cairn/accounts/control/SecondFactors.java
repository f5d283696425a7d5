package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.RecoveryCode;
import dev.cairn.accounts.entity.SecondFactor;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UserId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.mail.control.Letter;
import dev.cairn.mail.control.Outbox;
import dev.cairn.platform.control.Keys;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// People's authenticators, and the codes for when one is lost. Decision 0027.
///
/// The database has a random seed of which only the server's secret makes the authenticator's secret: who
/// reads the database can make no codes.
@OneObject
@Transactional
public class SecondFactors {

    private static final String PURPOSE = "second factor";
    private static final String ISSUER = "Cairn";
    private static final int SEED_BYTES = 32;
    private static final int RECOVERY_CODES = 10;

    /// 80 bits: nobody guesses one, so its plain hash is enough.
    private static final int RECOVERY_BYTES = 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager entities;
    private final Keys keys;
    private final AccountLetters letters;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    SecondFactors(EntityManager entities, Keys keys, AccountLetters letters, Outbox outbox, InstantSource clock) {
        this.entities = entities;
        this.keys = keys;
        this.letters = letters;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What comes of a sign-in's code.
    enum Verdict {
        NOT_ASKED,
        GOOD,
        MISSING,
        WRONG
    }

    /// Judges a code, and uses it up.
    ///
    /// @param code of the authenticator, or for its loss; empty if none was given
    Verdict judge(UserId user, Optional<String> code) {
        var factor = locked(user).filter(SecondFactor::isProven);
        if (factor.isEmpty()) {
            return Verdict.NOT_ASKED;
        }
        if (code.isEmpty()) {
            return Verdict.MISSING;
        }
        return use(factor.get(), code.get()) || useRecovery(user, code.get()) ? Verdict.GOOD : Verdict.WRONG;
    }

    /// What the person sees of their second factor.
    public Status status(UserId user) {
        var proven = Optional.ofNullable(entities.find(SecondFactor.class, user.value()))
                .filter(SecondFactor::isProven);
        long left = entities.createNamedQuery(RecoveryCode.COUNT, Long.class)
                .setParameter("user", user.value())
                .getSingleResult();
        return new Status(proven.isPresent(), (int) left);
    }

    /// Begins with another authenticator. It is asked for once a code of it was given to [#prove].
    ///
    /// @throws ProblemException `CONFLICT` if the person has one already
    Enrollment begin(User user) {
        var before = locked(user.id());
        if (before.filter(SecondFactor::isProven).isPresent()) {
            throw new ProblemException(ProblemType.CONFLICT, "You have a second factor. Turn it off first.");
        }
        var seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        before.ifPresentOrElse(
                factor -> factor.begin(seed, clock.instant()),
                () -> entities.persist(new SecondFactor(user.id(), seed, clock.instant())));
        return Enrollment.of(user.email(), Base32.of(secret(seed)));
    }

    /// The person shows that their authenticator has the secret, and gets a mail about it.
    ///
    /// @return the codes for when it is lost, each good once; shown only now
    /// @throws ProblemException `WRONG_CREDENTIALS`; `CONFLICT` if there is nothing to prove
    List<String> prove(UserId user, String code) {
        var factor = locked(user)
                .filter(begun -> !begun.isProven())
                .orElseThrow(() -> new ProblemException(ProblemType.CONFLICT, "Begin anew."));
        if (!use(factor, code)) {
            throw new ProblemException(
                    ProblemType.WRONG_CREDENTIALS, "The code is not the one that is shown now. Nothing was changed.");
        }
        factor.prove(clock.instant());
        deleteRecoveryCodes(user);
        var codes =
                Stream.generate(SecondFactors::newCode).limit(RECOVERY_CODES).toList();
        codes.forEach(each -> entities.persist(new RecoveryCode(hash(each), user)));
        post(user, letters::secondFactorOn);
        return codes;
    }

    /// Takes the second factor away, and mails the person that it was. Doing so twice is no error.
    ///
    /// @return whether there was one
    public boolean end(UserId user) {
        boolean ended = forget(user);
        if (ended) {
            post(user, letters::secondFactorOff);
        }
        return ended;
    }

    /// As [#end], without a mail.
    boolean forget(UserId user) {
        var factor = locked(user);
        factor.ifPresent(entities::remove);
        deleteRecoveryCodes(user);
        return factor.filter(SecondFactor::isProven).isPresent();
    }

    private void post(UserId id, Function<User, Letter> letter) {
        var user = entities.find(User.class, id.value());
        outbox.post(new EmailAddress(user.email()), letter.apply(user));
    }

    private boolean use(SecondFactor factor, String code) {
        var step = Totp.match(secret(factor.seed()), digits(code), clock.instant(), factor.lastStep());
        step.ifPresent(factor::use);
        return step.isPresent();
    }

    private boolean useRecovery(UserId user, String code) {
        return entities.createNamedQuery(RecoveryCode.USE)
                        .setParameter("hash", hash(code))
                        .setParameter("user", user.value())
                        .executeUpdate()
                == 1;
    }

    private void deleteRecoveryCodes(UserId user) {
        entities.createNamedQuery(RecoveryCode.DELETE_ALL)
                .setParameter("user", user.value())
                .executeUpdate();
    }

    private Optional<SecondFactor> locked(UserId user) {
        return Optional.ofNullable(entities.find(SecondFactor.class, user.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    private byte[] secret(byte[] seed) {
        return Arrays.copyOf(keys.sign(PURPOSE, seed), Totp.SECRET_BYTES);
    }

    private static String newCode() {
        var bytes = new byte[RECOVERY_BYTES];
        RANDOM.nextBytes(bytes);
        return Base32.of(bytes).replaceAll("(.{4})(?=.)", "$1-");
    }

    /// However a person has typed the code: in small letters, with other gaps.
    private static byte[] hash(String code) {
        var bytes = code.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(bytes, 0, bytes.length).toBytes();
    }

    private static String digits(String code) {
        return code.replaceAll("\\s", "");
    }

    /// @param on whether it is asked for
    /// @param recoveryCodes how many are left
    public record Status(boolean on, int recoveryCodes) {}

    /// What an authenticator is told.
    ///
    /// @param secret in Base32, to be typed
    /// @param uri of the form that authenticators read from a picture or a link
    public record Enrollment(String secret, URI uri) {

        static Enrollment of(String email, String secret) {
            var label = ISSUER + ":" + URLEncoder.encode(email, StandardCharsets.UTF_8);
            return new Enrollment(
                    secret, URI.create("otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + ISSUER));
        }

        @Override
        public String toString() {
            return "Enrollment[…]";
        }
    }
}
