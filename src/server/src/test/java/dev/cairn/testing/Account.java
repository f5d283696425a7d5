package dev.cairn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A person on one signed-in device, with what they do all day.
public final class Account {

    public static final String PASSWORD = "correct horse battery";

    private final Api api;
    private final String email;
    private final JsonObject session;

    private Account(Api api, String email, JsonObject session) {
        this.api = api;
        this.email = email;
        this.session = session;
    }

    /// A new person, signed in.
    public static Account signUp(Api api, String name) {
        var email = name + "-" + UUID.randomUUID() + "@example.org";
        api.send("POST", "/auth/sign-up", Map.of("email", email, "name", name, "password", PASSWORD))
                .expect(201);
        return signIn(api, email, PASSWORD, name + "'s device");
    }

    public static Account signIn(Api api, String email, String password, String deviceName) {
        return of(api, email, signingIn(api, email, password, deviceName).expect(200));
    }

    public static Account of(Api api, String email, Answer session) {
        return new Account(api, email, session.json());
    }

    public static Answer signingIn(Api api, String email, String password, String deviceName) {
        return api.send(
                "POST",
                "/auth/sign-in",
                Map.of("email", email, "password", password, "deviceName", deviceName, "platform", "test"));
    }

    public Api api() {
        return api;
    }

    public String email() {
        return email;
    }

    public String accessToken() {
        return session.getString("accessToken");
    }

    public String refreshToken() {
        return session.getString("refreshToken");
    }

    public String userId() {
        return session.getString("userId");
    }

    public String deviceId() {
        return session.getString("deviceId");
    }

    /// The top folder.
    public String top() {
        return session.getString("rootFolderId");
    }

    public String namespaceId() {
        return top().substring(0, 8);
    }

    // ---- asking

    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        var request = api.request(method, path, body, headers);
        request.setHeader("Authorization", "Bearer " + accessToken());
        return api.send(userId(), request);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, @Nullable Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer patch(String path, Object body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /// Reads the lines of an answer that has no end, until it ends after all.
    public void stream(String path, Consumer<String> line) {
        try (var lines = open(path).body()) {
            lines.forEach(line);
        } catch (UncheckedIOException cutOff) {
            // that is an end as well
        }
    }

    /// The status of an answer that has no end.
    public int streamStatus(String path) {
        var answer = open(path);
        answer.body().close();
        return answer.statusCode();
    }

    private HttpResponse<Stream<String>> open(String path) {
        var request = api.request("GET", path, null, "Accept", "text/event-stream");
        request.setHeader("Authorization", "Bearer " + accessToken());
        return api.stream(request);
    }

    /// Asks an absolute URL, without a token.
    public Answer fetch(String method, String url, Map<String, String> headers, byte @Nullable [] body) {
        return api.fetch(userId(), method, url, headers, body);
    }

    /// Opens the link that was mailed to the address.
    public void proveAddress(Mailbox mailbox) {
        var mail = mailbox.await(email, "Confirm");
        api.send("POST", "/auth/verify-email", Map.of("token", mail.token())).expect(204);
    }

    // ---- bytes

    /// Carries out a signed request that is JSON with `url` and `headers`.
    public Answer put(JsonObject signed, byte[] body) {
        return fetch("PUT", signed.getString("url"), headers(signed), body);
    }

    public static Map<String, String> headers(JsonObject signed) {
        var headers = new LinkedHashMap<String, String>();
        signed.getJsonObject("headers")
                .forEach((name, _) ->
                        headers.put(name, signed.getJsonObject("headers").getString(name)));
        return headers;
    }

    /// A file in three calls.
    ///
    /// @return the answer of the third
    public JsonObject upload(String folder, String name, byte[] content) {
        return upload(folder, name, "text/plain", content);
    }

    /// A file in three calls, that is said to be of a type.
    ///
    /// @return the answer of the third
    public JsonObject upload(String folder, String name, String type, byte[] content) {
        var begun = beginSimple(folder, name, type, content).expect(201).json();
        put(begun, content).expect(200);
        return post("/uploads/" + begun.getString("uploadId") + "/complete", Map.of())
                .expect(200)
                .json();
    }

    public Answer beginSimple(String folder, String name, byte[] content) {
        return beginSimple(folder, name, "text/plain", content);
    }

    private Answer beginSimple(String folder, String name, String type, byte[] content) {
        return post(
                "/folders/" + folder + "/pre-signed-url?uploadType=SIMPLE",
                Map.of(
                        "fileName",
                        name,
                        "fileMetadata",
                        Map.of("fileSize", content.length, "fileType", type),
                        "checkSum",
                        sha256(content)));
    }

    public String folder(String parent, String name) {
        return post("/folders/" + parent + "/folders", Map.of("folderName", name))
                .expect(201)
                .text("folderId");
    }

    /// Begins an upload of many files.
    public String openUpload() {
        return post("/uploads", Map.of("namespaceId", namespaceId(), "expectedBytes", 0))
                .expect(201)
                .text("uploadId");
    }

    /// Sends chunks as one pack, each stored as it is.
    public void sendPack(String upload, int number, List<byte[]> chunks) {
        var pack = join(chunks);
        var signed = offer(upload, number, chunks).expect(200).array().getJsonObject(0);
        put(signed, pack).expect(200);
    }

    /// Asks for the URL of a pack of chunks.
    public Answer offer(String upload, int number, List<byte[]> chunks) {
        return post("/uploads/" + upload + "/packs", Map.of("packs", List.of(packOf(number, chunks))));
    }

    public static Map<String, Object> packOf(int number, List<byte[]> chunks) {
        var pack = join(chunks);
        var list = chunks.stream()
                .map(chunk -> Map.<String, Object>of(
                        "fingerprint",
                        sha256(chunk),
                        "size",
                        chunk.length,
                        "storedSize",
                        chunk.length,
                        "encoding",
                        "identity"))
                .toList();
        return Map.of("pack", number, "size", pack.length, "checkSum", sha256(pack), "chunks", list);
    }

    public Answer commit(List<String> uploads, List<?> operations, String... headers) {
        return post("/commit", Map.of("namespaceId", namespaceId(), "uploads", uploads, "ops", operations), headers);
    }

    /// The result of a commit of one operation.
    public JsonObject commitOne(List<String> uploads, Object operation) {
        return commit(uploads, List.of(operation))
                .expect(200)
                .json()
                .getJsonArray("results")
                .getJsonObject(0);
    }

    /// `PUT` of a new file made of these chunks.
    public static Map<String, Object> put(String parent, String name, List<byte[]> chunks) {
        var manifest = manifest(chunks);
        var put = new LinkedHashMap<String, Object>();
        put.put("op", "PUT");
        put.put("parentId", parent);
        put.put("name", name);
        put.put("size", manifest.size());
        put.put("modifiedTime", "2026-11-23T10:00:00.123456789Z");
        put.put("fingerprint", manifest.fingerprint().toString());
        put.put("manifest", Map.of("avg", manifest.sizes().average(), "chunks", pairs(manifest)));
        return put;
    }

    public static Manifest manifest(List<byte[]> chunks) {
        return new Manifest(
                ChunkSizes.forFile(0),
                chunks.stream().map(chunk -> Chunk.of(chunk, 0, chunk.length)).toList());
    }

    public static List<List<Object>> pairs(Manifest manifest) {
        return manifest.chunks().stream()
                .map(chunk -> List.<Object>of(chunk.fingerprint().toString(), chunk.length()))
                .toList();
    }

    /// What a plain GET of the file's URL gives.
    public byte[] download(String folder, String file) {
        var signed = url(folder, file);
        return fetch("GET", signed.getString("url"), headers(signed), null)
                .expect(200)
                .body();
    }

    public JsonObject url(String folder, String file) {
        return get("/folders/" + folder + "/files/" + file + "/pre-signed-url")
                .expect(200)
                .json();
    }

    /// Names in a folder, folders first with a slash at the end.
    public List<String> names(String folder) {
        var page = get("/folders/" + folder + "/files?limit=1000").expect(200).json();
        var names = new ArrayList<String>();
        page.getJsonArray("folders")
                .getValuesAs(JsonObject.class)
                .forEach(each -> names.add(each.getString("folderName") + "/"));
        page.getJsonArray("files").getValuesAs(JsonObject.class).forEach(each -> names.add(each.getString("fileName")));
        assertThat(page.isNull("nextCursor")).isTrue();
        return names;
    }

    public static String sha256(byte[] bytes) {
        return Fingerprint.of(ByteBuffer.wrap(bytes)).toString();
    }

    public static byte[] join(List<byte[]> parts) {
        var joined =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(joined::put);
        return joined.array();
    }

    @Override
    public String toString() {
        return Objects.requireNonNull(email);
    }
}
