package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// O1, O2: every route, asked by everybody for everything. What must come of it is in `routes.txt`.
class RoutesIT extends DeployedCairn {

    /// An id of eight digits that nothing has.
    private static final String NONE = "7fffff77";

    private static final List<String> KINDS = List.of("own", "foreign", "trashed", "random", "mixed");

    /// What a body could bring that only the server decides.
    private static final Map<String, String> FORBIDDEN_MEMBERS = Map.of(
            "\"userId\"",
            "\"00000001\"",
            "\"ownerId\"",
            "\"00000001\"",
            "\"rev\"",
            "999",
            "\"role\"",
            "\"ADMIN\"",
            "\"administrator\"",
            "true",
            "\"quotaBytes\"",
            "-1",
            "\"usedBytes\"",
            "-1",
            "\"rootFolderId\"",
            "\"0000000100000001\"",
            "\"folderPath\"",
            "\"/../../x\"",
            "\"createdTime\"",
            "\"1970-01-01T00:00:00Z\"");

    private final Api api = new Api(cairn().base());
    private final Map<String, Account> people = new HashMap<>();
    private final Set<String> proven = new HashSet<>();

    /// @param statuses by kind of ids, with `nobody`
    record Route(String method, String path, Map<String, String> statuses, String body) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        String name() {
            return method + " " + path.replaceFirst("\\?.*", "") + (body.equals("bytes") ? " octet-stream" : "");
        }
    }

    @Test
    void every_route_of_the_server_is_in_the_table_and_no_other() {
        var table = routes().stream().map(Route::name).toList();

        assertThat(table).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(table)).isEqualTo(routesOfTheServer());
    }

    /// All methods of all resources, all servlets and all sockets of ours.
    private static TreeSet<String> routesOfTheServer() {
        var routes = new TreeSet<String>();
        for (var type : boundaryClasses()) {
            var servlet = type.getAnnotation(WebServlet.class);
            if (servlet != null) {
                Arrays.stream(servlet.urlPatterns())
                        .map(pattern -> pattern.replace("/content/*", "/content/{versionId}/file"))
                        .map(pattern -> pattern.replace("/preview/*", "/preview/{versionId}/small"))
                        .forEach(pattern -> routes.add("GET " + pattern.replace("*", "file.zip")));
            }
            var socket = type.getAnnotation(ServerEndpoint.class);
            if (socket != null) {
                routes.add("GET " + socket.value());
            }
            var path = type.getAnnotation(Path.class);
            if (path != null) {
                Arrays.stream(type.getDeclaredMethods()).forEach(method -> add(routes, path.value(), method));
            }
        }
        return routes;
    }

    private static void add(TreeSet<String> routes, String base, Method method) {
        for (var annotation : method.getAnnotations()) {
            var verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                var below = method.getAnnotation(Path.class);
                var consumes = method.getAnnotation(Consumes.class);
                boolean binary = consumes != null && consumes.value()[0].endsWith("octet-stream");
                routes.add(verb.value() + " /" + base + (below == null ? "" : "/" + below.value())
                        + (binary ? " octet-stream" : ""));
            }
        }
    }

    private static List<Class<?>> boundaryClasses() {
        var classes = java.nio.file.Path.of(System.getProperty("cairn.home"), "src/server/target/classes");
        try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
            var found = new ArrayList<Class<?>>();
            for (var file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                var name = classes.relativize(file).toString().replace('/', '.');
                if (name.contains(".boundary.") && !name.contains("package-info")) {
                    var type = name.substring(0, name.length() - ".class".length());
                    found.add(
                            Class.forName(type, false, RoutesIT.class.getClassLoader())); // it needs a server to start
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> everybody_gets_what_the_table_says() {
        return routes().stream().map(route -> DynamicTest.dynamicTest(route.name(), () -> check(route)));
    }

    private void check(Route route) {
        boolean aboutDevices = route.path.contains("{deviceId}");
        var victim = world(route.path.equals("/auth/sign-out") ? Account.signUp(api, "v") : person("victor"), route);
        var actual = new HashMap<String, String>();
        actual.put("nobody", status(route, null, victim.ids()));
        for (var kind : KINDS) {
            if (!route.statuses.get(kind).equals("-")) {
                var asker = kind.equals("foreign") ? person("eve") : victim.account;
                var ids = switch (kind) {
                    case "own" ->
                        aboutDevices
                                ? new World(asker).withSecondDevice()
                                : world(asker, route).ids();
                    case "foreign" -> victim.ids();
                    case "trashed" -> world(asker, route).trashed(aboutDevices);
                    case "random" -> victim.random();
                    default -> victim.mixed();
                };
                actual.put(kind, status(route, asker, ids));
            }
        }
        var expected = new HashMap<>(route.statuses);
        expected.values().removeIf("-"::equals);
        assertThat(actual).as(route.name()).isEqualTo(expected);
    }

    @TestFactory
    Stream<DynamicTest> what_nobody_may_set_is_ignored_in_every_body() { // O5
        return routes().stream()
                .filter(route -> route.body.startsWith("{"))
                .map(route -> DynamicTest.dynamicTest(route.name(), () -> checkWithMore(route)));
    }

    private void checkWithMore(Route route) {
        var mallory = world(person("mallory"), route);
        var before = mallory.account.get("/me").expect(200).json();
        var members = route.body.substring(1, route.body.length() - 1);
        var more = FORBIDDEN_MEMBERS.entrySet().stream()
                .filter(member -> !members.contains(member.getKey()))
                .map(member -> member.getKey() + ":" + member.getValue());
        var body = Stream.concat(Stream.of(members).filter(given -> !given.isEmpty()), more)
                .collect(Collectors.joining(",", "{", "}"));
        boolean isOpen = route.statuses.get("own").equals("-");
        var asker = isOpen ? null : mallory.account;

        var status = status(new Route(route.method, route.path, route.statuses, body), asker, mallory.ids());

        assertThat(status).isEqualTo(route.statuses.get(isOpen ? "nobody" : "own"));
        var after = mallory.account.get("/me").expect(200).json();
        assertThat(List.of(after.get("userId"), after.get("email"), after.get("rootFolderId")))
                .isEqualTo(List.of(before.get("userId"), before.get("email"), before.get("rootFolderId")));
        assertThat(after.get("quotaBytes")).isEqualTo(before.get("quotaBytes"));
        assertThat(Rows.texts(cairn().backend(), "SELECT role FROM user WHERE email = ?", mallory.account.email()))
                .containsExactly("USER");
    }

    private static boolean isAboutShares(Route route) {
        return route.path.contains("/share") || route.path.contains("/members");
    }

    private World world(Account account, Route route) {
        var world = new World(account);
        if (isAboutShares(route)) {
            world.share(route.path.contains("{fileId}"));
        }
        return world;
    }

    /// Somebody whose address is proven.
    private Account proven(String name) {
        return proven(person(name));
    }

    private Account proven(Account person) {
        if (proven.add(person.email())) {
            person.proveAddress(cairn().mailbox());
        }
        return person;
    }

    /// @param path of a folder or file
    private static void offer(Account owner, String path, Account to) {
        owner.post(path + "/share", Map.of("userEmails", List.of(to.email()), "role", "VIEWER"))
                .expect(200);
    }

    private static String newestShare(Account of) {
        return of.get("/shares")
                .expect(200)
                .json()
                .getJsonArray("withMe")
                .getJsonObject(0)
                .getString("shareId");
    }

    private Account person(String name) {
        return people.computeIfAbsent(name, _ -> Account.signUp(api, name));
    }

    private String status(Route route, @Nullable Account asker, Map<String, String> ids) {
        var path = route.path;
        Object body = route.body.equals("bytes") ? oneChunk() : route.body.isEmpty() ? null : route.body;
        if (asker != null && body instanceof String text) {
            body = text.replace("$top", asker.top());
        }
        for (var id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
            body = body instanceof String text ? text.replace("$" + id.getKey(), id.getValue()) : body;
        }
        var accept = switch (route.path.substring(route.path.lastIndexOf('/'))) {
            case "/manifest" -> "application/octet-stream";
            case "/stream" -> "text/event-stream";
            default -> "application/json";
        };
        if (path.equals("/changes/stream") && asker != null) {
            return Integer.toString(asker.streamStatus(path));
        }
        Answer answer;
        if (path.startsWith("/ws/")) {
            var headers =
                    asker == null ? Map.<String, String>of() : Map.of("Authorization", "Bearer " + asker.accessToken());
            answer = api.fetch("nobody", route.method, cairn().base() + path, headers, null);
        } else if (path.startsWith("/content/") || path.startsWith("/archives/") || path.equals("/metrics")) {
            answer = api.fetch("nobody", route.method, cairn().base() + path + "?token=x", Map.of(), null);
        } else if (asker == null) {
            answer = api.send(route.method, path, body, "Accept", accept);
        } else {
            answer = asker.send(route.method, path, body, "Accept", accept);
        }
        return Integer.toString(answer.status());
    }

    /// The binary form of a fingerprint and a length of 1.
    private static byte[] oneChunk() {
        var chunk = new byte[36];
        chunk[35] = 1;
        return chunk;
    }

    @Test
    void nothing_of_ones_own_goes_into_anothers_folder() { // O2, O3
        var eve = person("eve");
        var hers = new World(eve);
        var victims = new World(person("victor"));
        var there = Map.of("parentId", victims.folder);
        var file = "/folders/" + hers.folder + "/files/" + hers.file;

        for (var answer : List.of(
                eve.patch("/folders/" + hers.folder, there),
                eve.post("/folders/" + hers.folder + "/copy", there),
                eve.patch(file, there),
                eve.post(file + "/copy", there))) {
            answer.expectProblem(404, "not-found");
        }
        var operations = List.of(
                Map.of("op", "MKDIR", "parentId", victims.folder, "name", "x"),
                Map.of("op", "MOVE", "nodeId", victims.file, "parentId", hers.folder, "name", "stolen"),
                Map.of("op", "MOVE", "nodeId", hers.file, "parentId", victims.folder, "name", "pushed"),
                Map.of("op", "COPY", "nodeId", victims.file, "parentId", hers.folder, "name", "stolen"),
                Map.of("op", "DELETE", "nodeId", victims.file),
                Map.of("op", "RESTORE", "nodeId", victims.file),
                Account.put(victims.folder, "x", List.of()));
        var results = eve.commit(List.of(), operations).expect(200).json().getJsonArray("results");
        assertThat(results.getValuesAs(JsonObject.class))
                .hasSize(operations.size())
                .allMatch(result -> result.getString("status").equals("REJECTED"))
                .allMatch(result -> result.getJsonObject("problem").getInt("status") == 404);
    }

    /// What one person has: a folder, a file with a name and content that nobody else may see, an
    /// upload under way and a second device.
    private final class World {

        private final Account account;
        private String folder;
        private String file;
        private final String version;
        private final String upload;
        private final String device;
        private final String link;
        private String member;
        private String share = NONE;

        World(Account account) {
            var canary = "canary " + UUID.randomUUID();
            Api.guard(canary, account.userId());
            this.account = account;
            this.folder = account.folder(account.top(), canary);
            var done = account.upload(folder, canary, canary.getBytes(StandardCharsets.UTF_8));
            this.file = done.getString("fileId");
            this.version = done.getString("versionId");
            this.upload = account.post(
                            "/folders/" + folder + "/pre-signed-url?uploadType=SIMPLE",
                            Map.of(
                                    "fileName",
                                    "under way",
                                    "fileMetadata",
                                    Map.of("fileSize", 3),
                                    "checkSum",
                                    "0".repeat(64)))
                    .expect(201)
                    .text("uploadId");
            this.device = account.deviceId();
            this.member = account.userId();
            this.link =
                    account.post("/links", Map.of("nodeId", file)).expect(201).text("linkId");
        }

        /// Shares another file or folder with somebody who accepts, and is offered somebody else's.
        void share(boolean isFile) {
            var guest = proven("guest");
            if (isFile) {
                file = account.upload(folder, "shared " + UUID.randomUUID(), new byte[1])
                        .getString("fileId");
                offer(account, "/folders/" + folder + "/files/" + file, guest);
            } else {
                folder = account.folder(account.top(), "shared " + UUID.randomUUID());
                offer(account, "/folders/" + folder, guest);
            }
            guest.post("/shares/" + newestShare(guest) + "/accept", null).expect(204);
            member = guest.userId();
            var offered = guest.folder(guest.top(), "offered " + UUID.randomUUID());
            offer(guest, "/folders/" + offered, proven(account));
            share = newestShare(account);
        }

        Map<String, String> ids() {
            return ids(account.namespaceId(), folder, file, version, upload, device, link, member, share);
        }

        private static Map<String, String> ids(
                String namespace,
                String folder,
                String file,
                String version,
                String upload,
                String device,
                String link,
                String member,
                String share) {
            return Map.ofEntries(
                    Map.entry("namespaceId", namespace),
                    Map.entry("folderId", folder),
                    Map.entry("fileId", file),
                    Map.entry("versionId", version),
                    Map.entry("uploadId", upload),
                    Map.entry("deviceId", device),
                    Map.entry("linkId", link),
                    Map.entry("userId", member),
                    Map.entry("shareId", share),
                    Map.entry("nodeId", file),
                    Map.entry("jobName", "collect"),
                    Map.entry("random", UUID.randomUUID().toString()));
        }

        Map<String, String> withSecondDevice() {
            var other = Account.signIn(api, account.email(), Account.PASSWORD, "second");
            return ids(account.namespaceId(), folder, file, version, upload, other.deviceId(), link, member, share);
        }

        /// After all of it was deleted, removed or given up.
        Map<String, String> trashed(boolean aboutDevices) {
            account.delete("/folders/" + folder).expect(202);
            account.delete("/uploads/" + upload).expect(204);
            account.delete("/links/" + link).expect(204);
            if (!share.equals(NONE)) {
                account.delete("/shares/" + share).expect(204);
            }
            var gone = aboutDevices ? withSecondDevice() : ids();
            if (aboutDevices) {
                account.delete("/devices/" + gone.get("deviceId")).expect(204);
            }
            return gone;
        }

        /// Ids of the right form that nothing has, most in the person's own namespace.
        Map<String, String> random() {
            var node = account.namespaceId() + "00ffff77";
            return ids(
                    NONE,
                    node,
                    node,
                    node + "00000001",
                    account.namespaceId() + "00000000000000ff",
                    NONE,
                    NONE,
                    NONE,
                    NONE);
        }

        /// The person's own folder, with a file of somebody else.
        Map<String, String> mixed() {
            var other = new World(person("other"));
            return ids(
                    account.namespaceId(),
                    folder,
                    other.file,
                    other.version,
                    other.upload,
                    other.device,
                    other.link,
                    other.account.userId(),
                    NONE);
        }
    }

    private static List<Route> routes() {
        try (var table = RoutesIT.class.getResourceAsStream("/routes.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(RoutesIT::route)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Route route(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        var words = cells.getFirst().split("\\s+");
        var statuses = new HashMap<String, String>(Map.of("nobody", cells.get(1)));
        for (int i = 0; i < KINDS.size(); i++) {
            statuses.put(KINDS.get(i), cells.get(i + 2));
        }
        return new Route(words[0], words[1], statuses, cells.get(7));
    }
}
