package dev.cairn.accounts.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows down who tries passwords: per account and per address of the network.
///
/// Each has a number of failures that it may make at once, and gets one back every so often; nobody
/// is locked out for good, so that a stranger cannot lock out the owner. Counts are per server node
/// and in memory: a restart forgets them, a cluster multiplies them.
@ApplicationScoped
public class Throttle {

    private static final Rule PER_ACCOUNT = new Rule(10, Duration.ofSeconds(30));
    private static final Rule PER_ADDRESS = new Rule(50, Duration.ofSeconds(5));
    private static final int REMEMBERED = 100_000;

    private final InstantSource clock;
    private final Map<String, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Inject
    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Throttle() {
        this(null);
    }

    /// @param account what the attempt is for, such as an e-mail address
    /// @param address where it comes from
    /// @throws ProblemException `TOO_MANY_REQUESTS` if either has failed too often of late
    public synchronized void check(String account, String address) {
        var now = clock.instant();
        var wait = longer(
                allowance("account " + account, PER_ACCOUNT).waitAt(now, PER_ACCOUNT),
                allowance("address " + address, PER_ADDRESS).waitAt(now, PER_ADDRESS));
        if (!wait.isZero()) {
            long seconds = wait.toSeconds() + 1;
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "There were too many wrong tries. Try again in " + seconds + " seconds.",
                    Map.of("retryAfter", seconds));
        }
    }

    /// Notes that an attempt failed.
    public synchronized void failed(String account, String address) {
        var now = clock.instant();
        allowance("account " + account, PER_ACCOUNT).use(now, PER_ACCOUNT);
        allowance("address " + address, PER_ADDRESS).use(now, PER_ADDRESS);
    }

    private Allowance allowance(String key, Rule rule) {
        return allowances.computeIfAbsent(key, _ -> new Allowance(rule.atOnce, clock.instant()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private record Rule(int atOnce, Duration oneEvery) {}

    private static final class Allowance {

        private double left;
        private Instant since;

        Allowance(int left, Instant since) {
            this.left = left;
            this.since = since;
        }

        Duration waitAt(Instant now, Rule rule) {
            refill(now, rule);
            return left >= 1 ? Duration.ZERO : Duration.ofMillis((long) ((1 - left) * rule.oneEvery.toMillis()));
        }

        void use(Instant now, Rule rule) {
            refill(now, rule);
            left = Math.max(0, left - 1);
        }

        private void refill(Instant now, Rule rule) {
            double earned = Math.max(0.0, Duration.between(since, now).toMillis()) / rule.oneEvery.toMillis();
            left = Math.min(rule.atOnce, left + earned);
            since = now;
        }
    }
}
