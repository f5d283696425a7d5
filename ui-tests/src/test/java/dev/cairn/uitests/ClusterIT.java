package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.Mailbox;
import dev.cairn.testing.Poll;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `cairn cluster` under load, while parts of it are killed (T13, T21). What took how long is printed, and
/// `src/docs/testing.md` has it with its date; no assertion depends on it.
@Tag("long")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ClusterIT {

    /// How often the primary is killed.
    private static final int FAILOVERS = Integer.getInteger("cairn.failovers", 5);

    private static final int DEVICES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration UNDISTURBED = Duration.ofSeconds(5);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Mailbox mailbox;

    @SuppressWarnings("NullAway.Init")
    private static RunningCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        mailbox = new Mailbox();
        cluster = new RunningCluster(
                directory.resolve("data"),
                Map.of(
                        "CAIRN_MAIL_HOST", "127.0.0.1",
                        "CAIRN_MAIL_PORT", Integer.toString(mailbox.port()),
                        "CAIRN_MAIL_SECURITY", "NONE",
                        "CAIRN_HASH_ITERATIONS", "10000"));
    }

    @BeforeEach
    void both_servers_are_ready() {
        cluster.awaitServers();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        mailbox.close();
    }

    @Test
    void a_killed_node_costs_no_answered_commit_and_the_page_comes_back() throws Exception {
        try (var load = new Load();
                var browser = new Browser()) {
            var ada = Account.signUp(new Api(cluster.base()), "ada");
            var folder = ada.folder(ada.top(), "stones");
            ada.upload(folder, "granite.txt", "hard".getBytes(StandardCharsets.UTF_8));
            var app = App.signIn(browser, cluster.pages(), ada);
            app.open("stones");
            app.awaitEntry("granite.txt");
            var url = browser.driver().getCurrentUrl();

            LockSupport.parkNanos(UNDISTURBED.toNanos());
            RunningCluster.kill(cluster.node(cluster.nodeOf("127.0.0.1")));
            long killed = System.nanoTime();
            app.reload();
            app.awaitEntry("granite.txt");
            tell("the page after a killed node", killed);

            assertThat(browser.driver().getCurrentUrl()).isEqualTo(url);
            cluster.awaitSaid("it is started again", 1);
            LockSupport.parkNanos(UNDISTURBED.toNanos());
            load.end();
            cluster.awaitServers();
            load.assertNothingLost();
        }
    }

    @Test
    void a_killed_primary_costs_no_answered_commit_however_often() throws Exception {
        try (var load = new Load()) {
            for (int failover = 1; failover <= FAILOVERS; failover++) {
                LockSupport.parkNanos(UNDISTURBED.toNanos());
                int primary = cluster.primary();
                long before = load.committed();
                RunningCluster.kill(cluster.database(primary));
                long killed = System.nanoTime();
                Poll.until(PATIENCE, cluster::primary, now -> now != primary);
                Poll.until(PATIENCE, load::committed, now -> now >= before + DEVICES * 2);
                tell("commits after a killed primary", killed);
                cluster.awaitSaid("is in step", failover + 1);
            }
            load.end();
            load.assertNothingLost();
        }
    }

    @Test
    void rights_that_are_taken_away_on_one_node_are_gone_on_the_other() throws Exception {
        var here = new Api(cluster.base(1));
        var ada = Account.signUp(here, "ada");
        var bobHere = Account.signUp(here, "bob");
        bobHere.proveAddress(mailbox);
        var bob = Account.signIn(new Api(cluster.base(2)), bobHere.email(), Account.PASSWORD, "bob's other device");
        var folder = ada.folder(ada.top(), "shared");
        var below = ada.folder(folder, "below");
        var takenAway = new ArrayList<Duration>();

        for (int round = 0; round < 10; round++) {
            ada.post("/folders/" + folder + "/share", Map.of("userEmails", List.of(bob.email()), "role", "VIEWER"))
                    .expect(200);
            var offer = bob.get("/shares")
                    .expect(200)
                    .json()
                    .getJsonArray("withMe")
                    .getJsonObject(0)
                    .getString("shareId");
            bob.post("/shares/" + offer + "/accept", Map.of()).expect(204);
            awaitStatus(bob, below, 200);
            ada.delete("/folders/" + folder + "/members/" + bob.userId()).expect(204);
            long taken = System.nanoTime();
            awaitStatus(bob, below, 404);
            takenAway.add(Duration.ofNanos(System.nanoTime() - taken));
        }
        System.out.println("rights gone on the other node after " + takenAway);

        bobHere.delete("/devices/" + bob.deviceId()).expect(204);
        long signedOut = System.nanoTime();
        Poll.until(PATIENCE, () -> bob.get("/me").status(), status -> status == 401);
        tell("a device signed out on the other node", signedOut);
    }

    private static void awaitStatus(Account person, String folder, int wanted) {
        Poll.until(PATIENCE, () -> person.get("/folders/" + folder).status(), status -> status == wanted);
    }

    private static void tell(String what, long since) {
        System.out.printf(
                "%s: %d ms%n", what, Duration.ofNanos(System.nanoTime() - since).toMillis());
    }

    /// Devices that commit by way of the balancer, each from an address of its own, and a socket of each.
    private static final class Load implements AutoCloseable {

        private final List<Committer> committers = new ArrayList<>();
        private final List<Hearer> hearers = new ArrayList<>();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<Future<?>> running = new ArrayList<>();

        Load() throws Exception {
            for (int number = 0; number < DEVICES; number++) {
                var from = InetAddress.ofLiteral("127.0.0." + (10 + number));
                var account = Account.signUp(new Api(cluster.base(), from), "device-" + number);
                hearers.add(new Hearer(account, from));
                committers.add(new Committer(account, number));
            }
            committers.forEach(committer -> running.add(threads.submit(committer)));
        }

        long committed() {
            return committers.stream()
                    .mapToLong(committer -> committer.acknowledged().size())
                    .sum();
        }

        void end() throws Exception {
            committers.forEach(Committer::end);
            for (var committer : running) {
                committer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }

        /// Everything that was answered is there, by either node, and nothing twice; and all were told of it.
        void assertNothingLost() {
            for (int number = 0; number < DEVICES; number++) {
                var committer = committers.get(number);
                var account = committer.account();
                hearers.get(number).awaitSeq(committer.newestSeq());
                for (int node = 1; node <= 2; node++) {
                    var reader = Account.signIn(
                            new Api(cluster.base(node)), account.email(), Account.PASSWORD, "reader " + node);
                    assertThat(Committer.readBack(reader)).isEqualTo(committer.acknowledged());
                }
                System.out.printf(
                        "%d commits, %d tries again, at most %d ms from one to the next, %d sockets%n",
                        committer.acknowledged().size(),
                        committer.tries(),
                        committer.longestGap().toMillis(),
                        hearers.get(number).sockets());
            }
        }

        @Override
        public void close() {
            committers.forEach(Committer::end);
            hearers.forEach(Hearer::close);
            threads.shutdownNow();
        }
    }
}
