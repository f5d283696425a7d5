package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sockets, streams and waiting calls; and who attacks them. W1 to W8 are the attacks' numbers.
class PushIT extends DeployedCairn {

    private static final int SIGNED_OUT = 4401;
    private static final int SEES_LESS = 4403;

    private static final int MOST_CONNECTIONS = 20;

    /// Who still sends when the server closes may not get to read why.
    private static final int CUT_OFF = 1006;

    /// A second, and what a busy machine needs to notice.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api = new Api(cairn().base());
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    /// Commits, and returns the seq that the namespace has come to.
    private static long change(Account account) {
        account.folder(account.top(), "folder " + System.nanoTime());
        return account.post("/changes/heads", Map.of("namespaces", List.of(account.namespaceId())))
                .expect(200)
                .array()
                .getJsonObject(0)
                .getJsonNumber("seq")
                .longValue();
    }

    private static int number(String id) {
        return Integer.parseUnsignedInt(id, 16);
    }

    // ---- what everybody needs

    @Test
    void all_devices_of_a_person_hear_of_a_commit() {
        var laptop = Account.signIn(api, ada.email(), Account.PASSWORD, "laptop");
        try (var one = Ears.of(ada);
                var other = Ears.of(laptop)) {
            long seq = change(laptop);

            one.awaitSeq(ada.namespaceId(), seq);
            other.awaitSeq(ada.namespaceId(), seq);
            assertThat(one.heard())
                    .allMatch(text -> text.matches("\\{\"namespaceId\":\"[0-9a-f]{8}\",\"seq\":[0-9]+\\}"));
        }
    }

    @Test
    void who_does_not_read_holds_up_nobody() throws IOException {
        try (var deaf = new Raw(ada);
                var other = Ears.of(ada)) {
            for (int i = 0; i < 30; i++) {
                other.awaitSeq(ada.namespaceId(), change(ada));
            }
            assertThat(deaf.socket.isConnected()).isTrue();
        }
    }

    @Test
    void heads_are_told_of_what_one_sees_and_of_nothing_else() {
        var eve = Account.signUp(api, "eve");

        var heads = eve.post(
                        "/changes/heads",
                        Map.of("namespaces", List.of(ada.namespaceId(), eve.namespaceId(), "00000001")))
                .expect(200)
                .array();

        assertThat(heads).hasSize(1);
        assertThat(heads.getJsonObject(0).getString("namespaceId")).isEqualTo(eve.namespaceId());
        eve.post("/changes/heads", Map.of()).expectProblem(400, "bad-request");
        var tooMany = new ArrayList<String>();
        for (int i = 1; i <= 1001; i++) {
            tooMany.add("%08x".formatted(i));
        }
        eve.post("/changes/heads", Map.of("namespaces", tooMany)).expectProblem(413, "too-large");
    }

    // ---- the handshake

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost", "http://localhost.evil.example", ""})
    void a_page_of_another_origin_gets_no_socket(String origin) { // W1
        var ticket = Ears.ticket(ada);

        assertThat(Ears.status(Ears.address(api.base(), ticket), "Origin", origin))
                .isEqualTo(403);
        assertThat(Ears.status(Ears.address(api.base(), ticket))).isEqualTo(101);
    }

    @Test
    void our_own_page_and_programs_get_a_socket() { // W1
        var own = api.base().toString();

        assertThat(Ears.status(Ears.address(api.base(), Ears.ticket(ada)), "Origin", own))
                .isEqualTo(101);
        assertThat(Ears.status(Ears.address(api.base(), Ears.ticket(ada)))).isEqualTo(101);
    }

    @Test
    void neither_cookie_nor_access_token_opens_a_socket() { // W1, W2
        var cookie = "cairn=" + ada.refreshToken() + "; __Host-cairn=" + ada.refreshToken();
        var bearer = "Bearer " + ada.accessToken();

        assertThat(Ears.status(Ears.address(api.base(), ""), "Cookie", cookie)).isEqualTo(403);
        assertThat(Ears.status(Ears.address(api.base(), ""), "Authorization", bearer))
                .isEqualTo(403);
        assertThat(Ears.status(Ears.address(api.base(), ada.accessToken()))).isEqualTo(403);
        assertThat(Ears.status(Ears.address(api.base(), "x&token=" + ada.accessToken())))
                .isEqualTo(403);
        assertThat(Ears.status(Ears.address(api.base(), "A".repeat(43)))).isEqualTo(403);
    }

    @Test
    void a_ticket_is_good_once() throws Exception { // W2
        var address = Ears.address(api.base(), Ears.ticket(ada));

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 8; i++) {
                tries.add(CompletableFuture.supplyAsync(() -> Ears.status(address), threads));
            }
            for (var each : tries) {
                statuses.add(each.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(101).hasSize(8);
        assertThat(Ears.status(address)).isEqualTo(403);
    }

    @Test
    void a_ticket_of_a_device_that_was_signed_out_is_worth_nothing() { // W5
        var laptop = Account.signIn(api, ada.email(), Account.PASSWORD, "laptop");
        var ticket = Ears.ticket(laptop);

        ada.delete("/devices/" + laptop.deviceId()).expect(204);

        assertThat(Ears.status(Ears.address(api.base(), ticket))).isEqualTo(403);
    }

    @Test
    void a_ticket_is_not_kept_by_anybody_on_the_way() {
        assertThat(ada.post("/ws-ticket", null).expect(200).header("Cache-Control"))
                .isEqualTo("no-store");
        api.send("POST", "/ws-ticket", null).expectProblem(401, "signed-out");
    }

    // ---- rights

    @Test
    void nobody_hears_of_what_is_not_theirs() { // W3
        var eve = Account.signUp(api, "eve");
        try (var ears = Ears.of(eve);
                var nosy = Ears.of(eve)) {
            nosy.say("{\"watch\":[\"" + ada.namespaceId() + "\"]}");
            assertThat(nosy.code()).isEqualTo(SEES_LESS);

            change(ada);
            ears.awaitSeq(eve.namespaceId(), change(eve));

            assertThat(ears.seq(ada.namespaceId())).isZero();
            assertThat(nosy.heard()).isEmpty();
        }
    }

    @Test
    void who_may_see_more_hears_it_and_who_may_see_less_is_cut_off() throws Exception { // W4
        var bob = Account.signUp(api, "bob");
        try (var ears = Ears.of(bob);
                var hers = Ears.of(ada)) {
            var backend = cairn().backend();
            Rows.update(
                    backend,
                    "INSERT INTO member (user_id, namespace_id, role) VALUES (?, ?, 1)",
                    number(bob.userId()),
                    number(ada.namespaceId()));
            ears.awaitSeq(ada.namespaceId(), 1);
            ears.awaitSeq(ada.namespaceId(), change(ada));

            Rows.update(
                    backend,
                    "DELETE FROM member WHERE user_id = ? AND namespace_id = ?",
                    number(bob.userId()),
                    number(ada.namespaceId()));
            Poll.until(PATIENCE, ears::isEnded, ended -> ended);
            assertThat(ears.code()).isEqualTo(SEES_LESS);
            long before = ears.seq(ada.namespaceId());
            hers.awaitSeq(ada.namespaceId(), change(ada));
            assertThat(ears.seq(ada.namespaceId())).isEqualTo(before);
        }
    }

    @Test
    void a_device_that_is_removed_is_cut_off() { // W5
        var laptop = Account.signIn(api, ada.email(), Account.PASSWORD, "laptop");
        try (var ears = Ears.of(laptop);
                var others = Ears.of(ada)) {
            ada.delete("/devices/" + laptop.deviceId()).expect(204);

            Poll.until(PATIENCE, ears::isEnded, ended -> ended);
            assertThat(ears.code()).isEqualTo(SIGNED_OUT);
            others.awaitSeq(ada.namespaceId(), change(ada));
        }
    }

    @Test
    void a_refresh_token_that_was_stolen_or_a_new_password_ends_the_sockets() { // W5
        var stolen = Account.signIn(api, ada.email(), Account.PASSWORD, "stolen");
        var laptop = Account.signIn(api, ada.email(), Account.PASSWORD, "laptop");
        try (var one = Ears.of(stolen);
                var other = Ears.of(laptop)) {
            var refresh = Map.of("refreshToken", stolen.refreshToken());
            api.send("POST", "/auth/refresh", refresh).expect(200);
            Rows.update(
                    cairn().backend(),
                    "UPDATE refresh_token SET used_at = used_at - 61000000 WHERE used_at IS NOT NULL AND device_id = ?",
                    number(stolen.deviceId()));
            api.send("POST", "/auth/refresh", refresh).expectProblem(401, "signed-out");
            Poll.until(PATIENCE, one::isEnded, ended -> ended);

            ada.post("/auth/password", Map.of("current", Account.PASSWORD, "next", "another good one"))
                    .expect(204);
            Poll.until(PATIENCE, other::isEnded, ended -> ended);

            assertThat(one.code()).isEqualTo(SIGNED_OUT);
            assertThat(other.code()).isEqualTo(SIGNED_OUT);
        }
    }

    // ---- too much

    @Test
    void a_person_has_twenty_connections_and_no_more() { // W8
        var all = new ArrayList<Ears>();
        try {
            for (int i = 0; i <= MOST_CONNECTIONS; i++) {
                all.add(Ears.of(ada));
            }

            assertThat(all.getLast().code()).isEqualTo(1008);
            assertThat(ada.get("/changes/wait?timeout=30&cursor=" + latest(ada))
                            .expect(200)
                            .json()
                            .getInt("backoff"))
                    .isPositive();
            var bob = Account.signUp(api, "bob");
            try (var ears = Ears.of(bob)) {
                ears.awaitSeq(bob.namespaceId(), change(bob));
            }
            all.getFirst().awaitSeq(ada.namespaceId(), change(ada));
            all.getFirst().close();
            Poll.until(Duration.ofSeconds(10), this::isAdmitted, admitted -> admitted);
        } finally {
            all.forEach(Ears::close);
        }
    }

    private boolean isAdmitted() {
        try (var ears = Ears.of(ada)) {
            long seq = change(ada);
            Poll.until(
                    Duration.ofSeconds(10),
                    () -> ears.isEnded() || ears.seq(ada.namespaceId()) >= seq,
                    decided -> decided);
            return !ears.isEnded();
        }
    }

    @Test
    void who_sends_too_much_or_nonsense_is_cut_off_and_the_others_are_not() throws IOException { // W6
        try (var calm = Ears.of(ada)) {
            var bob = Account.signUp(api, "bob");
            try (var chatty = Ears.of(bob);
                    var endless = Ears.of(bob);
                    var long1 = Ears.of(bob);
                    var nonsense = Ears.of(bob);
                    var greedy = Ears.of(bob)) {
                chatty.sayAgainAndAgain("{}", true, 100_000);
                endless.sayAgainAndAgain("x".repeat(1000), false, 100_000);
                long1.sayAgainAndAgain("x".repeat(100_000), true, 1);
                nonsense.say("<script>");
                greedy.say("{\"watch\":[" + "\"00000001\",".repeat(1000) + "\"00000001\"]}");

                assertThat(chatty.code()).isIn(1008, CUT_OFF);
                assertThat(endless.code()).isIn(1009, CUT_OFF);
                assertThat(long1.code()).isIn(1009, CUT_OFF);
                assertThat(nonsense.code()).isEqualTo(1008);
                assertThat(greedy.code()).isIn(1009, CUT_OFF);
            }
            try (var badUtf8 = new Raw(bob)) {
                badUtf8.send(0x81, new byte[] {(byte) 0xff, (byte) 0xfe});
                assertThat(badUtf8.code()).isEqualTo(1007);
            }
            try (var compressed = new Raw(bob)) {
                compressed.send(0xc1, new byte[] {1, 2, 3}); // RSV1: nobody has agreed to compression
                assertThat(compressed.code()).isEqualTo(1002);
            }
            try (var huge = new Raw(bob)) {
                huge.announce(64L << 20);
                huge.flood(64 << 20);
                assertThat(huge.code()).isIn(1009, 1011, CUT_OFF);
            }
            calm.awaitSeq(ada.namespaceId(), change(ada));
        }
    }

    // ---- without sockets

    private static String latest(Account account) {
        return account.get("/changes/latest-cursor").expect(200).text("cursor");
    }

    private static CompletableFuture<Answer> waiting(Account account, String query) {
        return CompletableFuture.supplyAsync(
                () -> account.get("/changes/wait" + query),
                command -> Thread.ofVirtual().start(command));
    }

    /// A call that the server holds, while others have all but one of the person's connections: the one of two that
    /// is not told to come back later.
    private static CompletableFuture<Answer> held(Account account, List<Ears> others) {
        while (others.size() < MOST_CONNECTIONS - 1) {
            others.add(Ears.of(account));
        }
        var query = "?timeout=60&cursor=" + latest(account);
        var one = waiting(account, query);
        var other = waiting(account, query);
        var refused = (Answer) CompletableFuture.anyOf(one, other).join();
        assertThat(refused.expect(200).json().getInt("backoff")).isPositive();
        return one.isDone() ? other : one;
    }

    @Test
    void who_waits_is_answered_when_something_has_changed() throws Exception {
        var others = new ArrayList<Ears>();
        try {
            var answer = held(ada, others);
            assertThat(answer).isNotDone();

            change(ada);

            Poll.until(PATIENCE, answer::isDone, done -> done);
            assertThat(answer.get().expect(200).bodyText()).isEqualTo("{\"changes\":true}");
        } finally {
            others.forEach(Ears::close);
        }
    }

    @Test
    void who_has_not_read_everything_does_not_wait() {
        var cursor = latest(ada);
        change(ada);

        assertThat(ada.get("/changes/wait?timeout=480&cursor=" + cursor)
                        .expect(200)
                        .bodyText())
                .isEqualTo("{\"changes\":true}");
        assertThat(ada.get("/changes/wait").expect(200).json().getBoolean("changes"))
                .isTrue();
        ada.get("/changes/wait?cursor=AAAA").expectProblem(410, "cursor-reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"29", "481", "-30", "x", "99999999999"})
    void one_waits_half_a_minute_to_eight(String timeout) {
        ada.get("/changes/wait?timeout=" + timeout).expectProblem(400, "bad-request");
    }

    @Test
    void who_is_signed_out_waits_no_longer() throws Exception {
        var laptop = Account.signIn(api, ada.email(), Account.PASSWORD, "laptop");
        var others = new ArrayList<Ears>();
        try {
            var answer = held(laptop, others);

            ada.delete("/devices/" + laptop.deviceId()).expect(204);

            Poll.until(PATIENCE, answer::isDone, done -> done);
            answer.get().expectProblem(401, "signed-out");
        } finally {
            others.forEach(Ears::close);
        }
    }

    @Test
    void a_stream_says_what_a_socket_says_and_ends_with_its_device() throws Exception {
        var laptop = Account.signIn(api, ada.email(), Account.PASSWORD, "laptop");
        var lines = new CopyOnWriteArrayList<String>();
        var ended = CompletableFuture.runAsync(
                () -> laptop.stream("/changes/stream", lines::add),
                command -> Thread.ofVirtual().start(command));
        Poll.until(Duration.ofSeconds(10), () -> !lines.isEmpty(), begun -> begun);

        long seq = change(ada);

        var event = "data: {\"namespaceId\":\"" + ada.namespaceId() + "\",\"seq\":" + seq + "}";
        Poll.until(PATIENCE, () -> List.copyOf(lines), heard -> heard.contains(event));
        ada.delete("/devices/" + laptop.deviceId()).expect(204);
        Poll.until(PATIENCE, ended::isDone, done -> done);
    }

    /// A socket by hand, for what no decent client would send.
    private static final class Raw implements AutoCloseable {

        private final Socket socket;

        Raw(Account account) throws IOException {
            var address = Ears.address(account.api().base(), Ears.ticket(account));
            socket = new Socket("localhost", address.getPort());
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("""
                    GET %s HTTP/1.1\r
                    Host: localhost\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Extensions: permessage-deflate\r
                    \r
                    """.formatted(address.getPath() + "?" + address.getQuery())
                    .getBytes(StandardCharsets.US_ASCII));
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                head.write(socket.getInputStream().read());
            }
            assertThat(head.toString(StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("permessage-deflate");
        }

        /// One short frame; the mask is zero, which changes nothing.
        void send(int firstByte, byte[] payload) throws IOException {
            var frame = ByteBuffer.allocate(6 + payload.length)
                    .put((byte) firstByte)
                    .put((byte) (0x80 | payload.length))
                    .putInt(0)
                    .put(payload);
            socket.getOutputStream().write(frame.array());
        }

        /// The head of a long text frame.
        void announce(long length) throws IOException {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(14)
                            .put((byte) 0x81)
                            .put((byte) 0xff)
                            .putLong(length)
                            .putInt(0)
                            .array());
        }

        void flood(int bytes) {
            var part = new byte[1 << 16];
            try {
                for (int sent = 0; sent < bytes; sent += part.length) {
                    socket.getOutputStream().write(part);
                }
            } catch (IOException closed) {
                // which the server may do
            }
        }

        /// The code of the server's close frame; 1006 where the connection ended without one.
        int code() {
            try {
                var in = socket.getInputStream();
                while (true) {
                    int first = in.read();
                    int length = in.read();
                    if (first < 0) {
                        return 1006;
                    }
                    var payload = in.readNBytes(length);
                    if ((first & 0x0f) == 8) {
                        return ByteBuffer.wrap(payload).getShort();
                    }
                }
            } catch (IOException reset) {
                return 1006;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
