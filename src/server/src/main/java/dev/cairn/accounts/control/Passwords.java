package dev.cairn.accounts.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Turns passwords into hashes and compares them: PBKDF2 with HMAC-SHA512, by Jakarta Security.
///
/// Hashing is slow on purpose, so no more than a few run at once: a flood of sign-ins waits, and the
/// rest of the server goes on. See decision 0008.
@ApplicationScoped
public class Passwords {

    /// Shortest password, in characters.
    public static final int SHORTEST = 10;

    /// Longest password, in bytes of UTF-8: more would only feed the hash.
    public static final int LONGEST = 256;

    /// OWASP's figure for PBKDF2 with HMAC-SHA512, 2026.
    private static final int ENOUGH_ITERATIONS = 210_000;

    private static final System.Logger LOG = System.getLogger(Passwords.class.getName());
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final int AT_ONCE = 2;
    private static final int SECONDS_TO_WAIT = 10;

    private final Semaphore slots = new Semaphore(AT_ONCE, true);
    private final Pbkdf2PasswordHash hash;
    private final int iterations;
    private String unknown = "";

    @Inject
    Passwords(Pbkdf2PasswordHash hash, Settings settings) {
        this.hash = hash;
        this.iterations = settings.hashIterations();
        if (iterations < ENOUGH_ITERATIONS) {
            LOG.log(
                    Level.WARNING,
                    "cairn.hash-iterations is below " + ENOUGH_ITERATIONS
                            + ": who steals the database guesses passwords faster");
        }
        hash.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm",
                ALGORITHM,
                "Pbkdf2PasswordHash.Iterations",
                Integer.toString(iterations),
                "Pbkdf2PasswordHash.SaltSizeBytes",
                "16",
                "Pbkdf2PasswordHash.KeySizeBytes",
                "32"));
        unknown = hash.generate("nobody's password".toCharArray());
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Passwords() {
        hash = null;
        iterations = 0;
    }

    /// @throws ProblemException `BAD_REQUEST` if the password is too short or too long
    public String hash(String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST, "Choose a password of " + SHORTEST + " characters or more.");
        }
        if (isTooLong(password)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "A password has at most " + LONGEST + " bytes.");
        }
        take();
        try {
            return hash.generate(password.toCharArray());
        } finally {
            slots.release();
        }
    }

    /// Whether the password belongs to the hash.
    ///
    /// @param expected empty for an account that has no password: it takes as long, and is false
    /// @throws ProblemException `UNAVAILABLE` if too many are being compared already
    public boolean matches(String password, String expected) {
        if (isTooLong(password)) {
            return false;
        }
        if (expected.isEmpty()) {
            return matchesNobody(password);
        }
        take();
        try {
            return hash.verify(password.toCharArray(), expected);
        } finally {
            slots.release();
        }
    }

    /// Whether a hash was made in another way than new ones are.
    boolean isDated(String stored) {
        return !stored.startsWith(ALGORITHM + ":" + iterations + ":");
    }

    /// Takes as long as [#matches] and is false: for accounts that do not exist, so that the time
    /// of the answer does not tell which do.
    public boolean matchesNobody(String password) {
        matches(password, unknown);
        return false;
    }

    private static boolean isTooLong(String password) {
        return password.length() > LONGEST || password.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private void take() {
        try {
            if (!slots.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                throw new ProblemException(
                        ProblemType.UNAVAILABLE, "Too many people are signing in. Try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.UNAVAILABLE, "The server is stopping.");
        }
    }
}
