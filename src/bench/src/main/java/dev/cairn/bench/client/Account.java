package dev.cairn.bench.client;

import dev.cairn.bench.client.http.Answer;
import dev.cairn.bench.client.http.Http;
import dev.cairn.bench.client.http.Request;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestForm;
import dev.cairn.core.sync.Changes;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A person on one signed-in device: the calls of the protocol, one method each. For any number of
/// threads.
public final class Account {

    private static final String PASSWORD = "correct horse battery staple";

    /// How long before its end an access token is exchanged for another.
    private static final Duration RESERVE = Duration.ofMinutes(2);

    private final Api api;
    private final InstantSource clock;
    private final String email;
    private Said.Session session;
    private Instant refreshAt;

    private Account(Api api, InstantSource clock, String email, Said.Session session) {
        this.api = api;
        this.clock = clock;
        this.email = email;
        this.session = session;
        this.refreshAt = refreshAt(session);
    }

    /// A new person, signed in.
    public static Account signUp(Api api, InstantSource clock) throws IOException {
        var email = "bench-" + UUID.randomUUID() + "@example.org";
        api.send(api.json("POST", "/auth/sign-up", new Said.SignUp(email, "Bench", PASSWORD)))
                .expect(201);
        return signIn(api, clock, email);
    }

    /// Another device of a person who signed up here before.
    public static Account signIn(Api api, InstantSource clock, String email) throws IOException {
        var answer = api.send(api.json("POST", "/auth/sign-in", new Said.SignIn(email, PASSWORD, "bench", "linux")))
                .expect(200);
        return new Account(api, clock, email, Api.read(answer, Said.Session.class));
    }

    /// The same session over other connections, such as through a relay that counts.
    public Account over(Http http, URI base) {
        return new Account(new Api(base, http), clock, email, session);
    }

    public String email() {
        return email;
    }

    public String password() {
        return PASSWORD;
    }

    public Http http() {
        return api.http();
    }

    /// The top folder.
    public NodeId root() {
        return session.rootFolderId();
    }

    public NamespaceId namespace() {
        return root().birthplace();
    }

    // ---- uploads

    public UploadId openUpload(long expectedBytes) throws IOException {
        var answer =
                post("/uploads", new Said.NewUpload(namespace(), expectedBytes)).expect(201);
        return Api.read(answer, Said.Opened.class).uploadId();
    }

    /// Which chunks must be sent, as indexes; at most 20,000 at once.
    public List<Integer> missing(UploadId upload, List<Chunk> chunks) throws IOException {
        var question = ByteBuffer.allocate(chunks.size() * (Fingerprint.BYTES + Integer.BYTES));
        for (var chunk : chunks) {
            chunk.fingerprint().write(question);
            question.putInt(chunk.length());
        }
        var answer = send(api.binary("POST", "/uploads/" + upload + "/missing", question.array()))
                .expect(200);
        return Api.read(answer, Said.Missing.class).missing();
    }

    /// Where packs are to be sent, by their numbers; at most 64 at once.
    public Map<Integer, PackUrl> sign(UploadId upload, List<PackOffer> packs) throws IOException {
        var answer =
                post("/uploads/" + upload + "/packs", new Said.Packs(packs)).expect(200);
        return byNumber(List.of(Api.read(answer, PackUrl[].class)));
    }

    /// Opens an upload, asks what is missing and where packs go, all in one call.
    public Preparation prepare(long expectedBytes, List<Chunk> chunks, List<PackOffer> packs) throws IOException {
        var answer = post("/uploads/prepare", new Said.Prepare(namespace(), expectedBytes, chunks, packs))
                .expect(201);
        var prepared = Api.read(answer, Said.Prepared.class);
        return new Preparation(prepared.uploadId(), prepared.missing(), byNumber(prepared.packs()));
    }

    /// The packs of an upload that are in the store, as far as the server has looked: it looks now.
    public Arrived arrived(UploadId upload) throws IOException {
        var status = Api.read(get("/uploads/" + upload).expect(200), Said.UploadStatus.class);
        int next = status.packs().stream().mapToInt(Said.PackStatus::pack).max().orElse(-1) + 1;
        long packs = status.packs().stream()
                .filter(pack -> pack.chunkStatus() == ChunkStatus.UPLOADED)
                .count();
        return new Arrived(next, (int) packs, status.receivedBytes());
    }

    private static Map<Integer, PackUrl> byNumber(List<PackUrl> urls) {
        return urls.stream().collect(Collectors.toMap(PackUrl::pack, url -> url));
    }

    // ---- the tree

    /// Commits under a key of its own, so that it may be sent twice.
    public CommitResult commit(List<UploadId> uploads, List<Operation> operations) throws IOException {
        var request = new CommitRequest(namespace(), uploads, operations, null);
        var call = api.json("POST", "/commit", request)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        return Api.read(send(call).expect(200), CommitResult.class);
    }

    /// Commits operations that must all take effect as they are.
    public List<OperationResult.Done> commitAll(List<UploadId> uploads, List<Operation> operations) throws IOException {
        return commit(uploads, operations).results().stream().map(Account::done).toList();
    }

    private static OperationResult.Done done(OperationResult result) {
        if (result instanceof OperationResult.Done done) {
            return done;
        }
        throw new IllegalStateException("A commit was not carried out as asked: " + result);
    }

    /// A page of what has changed since a cursor; from the beginning without one.
    public Changes changes(@Nullable String cursor, int limit) throws IOException {
        var from = cursor == null ? "" : "&cursor=" + cursor;
        return Api.read(get("/changes?limit=" + limit + from).expect(200), Changes.class);
    }

    /// A cursor for "from now on".
    public String latestCursor() throws IOException {
        return Api.read(get("/changes/latest-cursor").expect(200), Said.Latest.class)
                .cursor();
    }

    /// A page of a folder, as far as it matters here: where the next one begins.
    public Said.Listed list(NodeId folder, int limit, @Nullable String cursor) throws IOException {
        var from = cursor == null ? "" : "&nextCursor=" + cursor;
        var answer = get("/folders/" + folder + "/files?limit=" + limit + from).expect(200);
        return Api.read(answer, Said.Listed.class);
    }

    // ---- reading

    /// The chunks of a version.
    public Manifest manifest(NodeId folder, NodeId file, VersionId version) throws IOException {
        var answer = get("/folders/" + folder + "/files/" + file + "/manifest?versionId=" + version)
                .expect(200);
        return ManifestForm.read(answer.body());
    }

    /// Where some chunks of a version are to be fetched.
    List<Said.Extent> extents(NodeId file, VersionId version, int from, int count) throws IOException {
        var wanted = new Said.FileWanted(file, version, null, from, count);
        var answer = post("/extents", new Said.Wanted(List.of(wanted))).expect(200);
        return Api.read(answer, Said.Extents.class).extents();
    }

    /// A plain GET of a file's newest content, as anybody may carry it out who is given it.
    public Request download(NodeId folder, NodeId file) throws IOException {
        var answer =
                get("/folders/" + folder + "/files/" + file + "/pre-signed-url").expect(200);
        var download = Api.read(answer, Said.Download.class);
        return Request.get(download.url(), download.headers());
    }

    // ---- calls

    public Answer get(String path) throws IOException {
        return send(api.get(path));
    }

    public Answer post(String path, Object body) throws IOException {
        return send(api.json("POST", path, body));
    }

    public Answer delete(String path) throws IOException {
        return send(api.json("DELETE", path, Map.of()));
    }

    private Answer send(Request request) throws IOException {
        return api.send(signed(request));
    }

    /// A request to the API with this device's token.
    public Request signed(Request request) throws IOException {
        return request.with("Authorization", "Bearer " + accessToken());
    }

    /// A GET from the API with this device's token.
    public Request getting(String path) throws IOException {
        return signed(api.get(path));
    }

    private synchronized String accessToken() throws IOException {
        if (clock.instant().isAfter(refreshAt)) {
            var answer = api.send(api.json("POST", "/auth/refresh", new Said.Refresh(session.refreshToken())))
                    .expect(200);
            session = Api.read(answer, Said.Session.class);
            refreshAt = refreshAt(session);
        }
        return session.accessToken();
    }

    private Instant refreshAt(Said.Session fresh) {
        return clock.instant().plusSeconds(fresh.expiresIn()).minus(RESERVE);
    }

    /// What [#prepare] found out.
    ///
    /// @param missing indexes of the chunks that must be sent
    public record Preparation(UploadId upload, List<Integer> missing, Map<Integer, PackUrl> packs) {}

    /// How far an upload has come.
    ///
    /// @param nextPack the lowest number that no pack of it has
    /// @param packs how many are in the store
    /// @param bytes of those
    public record Arrived(int nextPack, int packs, long bytes) {}
}
