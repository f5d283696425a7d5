package dev.cairn.testing;

import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody without an account who has a link.
public final class Visitor {

    private final Api api;
    private final String name;
    private final JsonObject opened;

    private Visitor(Api api, String name, JsonObject opened) {
        this.api = api;
        this.name = name;
        this.opened = opened;
    }

    /// @param link as its maker got it
    public static Answer opening(Api api, JsonObject link, @Nullable String password) {
        return opening(api, token(link), password);
    }

    public static Answer opening(Api api, String token, @Nullable String password) {
        var body = new LinkedHashMap<String, String>(Map.of("token", token));
        if (password != null) {
            body.put("password", password);
        }
        return api.send("POST", "/links/open", body);
    }

    public static Visitor open(Api api, JsonObject link, @Nullable String password) {
        return new Visitor(
                api, "a visitor", opening(api, link, password).expect(200).json());
    }

    /// The same visitor, who stays for longer.
    public Visitor renewed() {
        return new Visitor(
                api, name, send("POST", "/links/visit/renew", null).expect(200).json());
    }

    /// The token in a link's URL.
    public static String token(JsonObject link) {
        var url = link.getString("url");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    public String accessToken() {
        return opened.getString("accessToken");
    }

    public JsonObject link() {
        return opened.getJsonObject("link");
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        var request = api.request(method, path, body, headers);
        request.setHeader("Authorization", "Bearer " + accessToken());
        return api.send(name, request);
    }

    public Answer url(String file) {
        return get("/links/visit/files/" + file + "/pre-signed-url");
    }

    /// Begins an upload of any number of files.
    public String openUpload() {
        return send("POST", "/links/visit/uploads", Map.of("expectedBytes", 0))
                .expect(201)
                .text("uploadId");
    }

    /// Asks for the URL of a pack of chunks.
    public Answer offer(String upload, int number, List<byte[]> chunks) {
        return send(
                "POST",
                "/links/visit/uploads/" + upload + "/packs",
                Map.of("packs", List.of(Account.packOf(number, chunks))));
    }

    /// Sends chunks as one pack, each stored as it is.
    public void sendPack(String upload, int number, List<byte[]> chunks) {
        var signed = offer(upload, number, chunks).expect(200).array().getJsonObject(0);
        put(signed, Account.join(chunks)).expect(200);
    }

    /// Carries out a signed request that is JSON with `url` and `headers`.
    public Answer put(JsonObject signed, byte[] body) {
        return api.fetch(name, "PUT", signed.getString("url"), Account.headers(signed), body);
    }

    public Answer leave(List<String> uploads, List<?> items) {
        return send("POST", "/links/visit/commit", Map.of("uploads", uploads, "ops", items));
    }

    /// What became of one item.
    public JsonObject leaveOne(List<String> uploads, Object item) {
        return leave(uploads, List.of(item))
                .expect(200)
                .json()
                .getJsonArray("results")
                .getJsonObject(0);
    }

    public Answer fetch(JsonObject signed) {
        var headers = signed.containsKey("headers") ? Account.headers(signed) : Map.<String, String>of();
        return api.fetch(name, "GET", signed.getString("url"), headers, null);
    }
}
