package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesIT extends DeployedCairn {

    private static final int MIB = 1 << 20;

    private final Api api = new Api(cairn().base());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @SuppressWarnings("NullAway.Init")
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    private Answer ask(String... nodes) {
        return ada.post("/archives", Map.of("nodeIds", Arrays.asList(nodes)));
    }

    private String link(String... nodes) {
        return ask(nodes).expect(200).text("url");
    }

    private Answer read(String link) {
        return ada.fetch("GET", link, Map.of(), null);
    }

    /// A file made of chunks, in one pack.
    private String file(String folder, String name, List<byte[]> chunks) {
        var upload = ada.openUpload();
        ada.sendPack(upload, 0, chunks);
        return ada.commitOne(List.of(upload), Account.put(folder, name, chunks)).getString("nodeId");
    }

    private String small(String folder, String name, String text) {
        return ada.upload(folder, name, Bytes.text(text)).getString("fileId");
    }

    /// What is in an archive: contents by paths, folders with none.
    private Map<String, String> unzip(Answer answer) throws IOException {
        var path = Files.write(Files.createTempFile(disk, "archive", ".zip"), answer.body());
        var found = new TreeMap<String, String>();
        try (var zip = new ZipFile(path.toFile())) {
            for (var entry : zip.stream().toList()) {
                var content = zip.getInputStream(entry).readAllBytes();
                assertThat(found.put(entry.getName(), Account.sha256(content))).isNull();
            }
        }
        return found;
    }

    private static String hash(String text) {
        return Account.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_folder_comes_with_all_that_is_below_it() throws IOException {
        var folder = ada.folder(ada.top(), "Fotos – été");
        var inner = ada.folder(folder, "inner");
        ada.folder(folder, "nothing in it");
        var chunks = Bytes.freshChunks(5, MIB);
        file(inner, "large.bin", chunks);
        small(inner, "empty", "");
        small(folder, "é.txt", "one");
        small(folder, "back\\slash: a?", "two");
        ada.delete("/folders/" + folder + "/files/" + small(folder, "gone", "gone"))
                .expect(202);

        var asked = ask(folder).expect(200);
        var answer = read(asked.text("url")).expect(200);

        assertThat(asked.text("fileName")).isEqualTo("Fotos – été.zip");
        assertThat(Instant.parse(asked.text("expiresAt"))).isNotNull();
        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Fotos _ _t_.zip\";"
                        + " filename*=UTF-8''Fotos%20%E2%80%93%20%C3%A9t%C3%A9.zip");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(unzip(answer))
                .isEqualTo(new TreeMap<>(Map.of(
                        "Fotos – été/", hash(""),
                        "Fotos – été/inner/", hash(""),
                        "Fotos – été/nothing in it/", hash(""),
                        "Fotos – été/inner/large.bin", Account.sha256(Account.join(chunks)),
                        "Fotos – été/inner/empty", hash(""),
                        "Fotos – été/é.txt", hash("one"),
                        "Fotos – été/back_slash_ a_", hash("two"))));
    }

    @Test
    void several_entries_come_side_by_side_with_names_that_differ() throws IOException {
        var folder = ada.folder(ada.top(), "folder");
        var below = small(folder, "Note.txt", "below");
        var beside = small(ada.top(), "note.txt", "beside");

        var asked = ask(folder, beside, below, beside).expect(200);

        assertThat(asked.text("fileName")).isEqualTo("Cairn.zip");
        assertThat(unzip(read(asked.text("url")).expect(200)))
                .isEqualTo(new TreeMap<>(Map.of(
                        "folder/", hash(""),
                        "folder/Note.txt", hash("below"),
                        "note.txt", hash("beside"),
                        "Note (2).txt", hash("below"))));
    }

    @Test
    void the_top_folder_is_everything() throws IOException {
        small(ada.folder(ada.top(), "a"), "b", "c");

        assertThat(unzip(read(link(ada.top())).expect(200))).containsOnlyKeys("a/", "a/b");
    }

    @Test
    void more_files_than_are_looked_up_at_once_all_come() throws IOException {
        var folder = ada.folder(ada.top(), "many");
        var upload = ada.openUpload();
        var chunks = Bytes.freshChunks(450, 100);
        ada.sendPack(upload, 0, chunks);
        ada.commit(
                        List.of(upload),
                        IntStream.range(0, chunks.size())
                                .mapToObj(i -> Account.put(folder, "file " + i, chunks.subList(i, i + 1)))
                                .toList())
                .expect(200);

        var found = unzip(read(link(folder)).expect(200));

        assertThat(found).hasSize(451);
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(found).containsEntry("many/file " + i, Account.sha256(chunks.get(i)));
        }
    }

    @Test
    void nothing_and_too_much_are_refused() {
        ask().expectProblem(400, "bad-request");
        ask(IntStream.range(0, 501)
                        .mapToObj(i -> ada.namespaceId() + "%08x".formatted(i + 1))
                        .toArray(String[]::new))
                .expectProblem(413, "too-large");
    }

    @Test
    void a_link_is_over_when_its_device_is_signed_out_or_what_it_is_of_is_in_the_trash() {
        var folder = ada.folder(ada.top(), "folder");
        var link = link(folder);
        var second = Account.signIn(api, ada.email(), Account.PASSWORD, "second");
        var ofSecond = second.post("/archives", Map.of("nodeIds", List.of(folder)))
                .expect(200)
                .text("url");
        read(ofSecond).expect(200);
        read(link.substring(0, link.length() - 3) + "AAA").expect(404);

        ada.delete("/devices/" + second.deviceId()).expect(204);
        read(ofSecond).expect(404);
        read(link).expect(200);

        ada.delete("/folders/" + folder).expect(202);
        read(link).expect(404);
    }

    @Test
    void a_damaged_chunk_breaks_the_download_off() {
        var folder = ada.folder(ada.top(), "folder");
        file(folder, "1 good", Bytes.freshChunks(3, MIB));
        var known = objects();
        file(folder, "2 bad", Bytes.freshChunks(3, MIB));
        var link = link(folder);
        try (var store = new Store(cairn().backend())) {
            store.damage(
                    objects().stream()
                            .filter(key -> !known.contains(key))
                            .findFirst()
                            .orElseThrow(),
                    2 * MIB + 7);
        }

        assertThatThrownBy(() -> read(link))
                .isInstanceOf(UncheckedIOException.class)
                .rootCause()
                .hasMessageMatching("(?s).*(EOF|closed|reset).*");
    }

    private List<String> objects() {
        return Rows.texts(
                cairn().backend(),
                "SELECT p.object_key FROM pack p JOIN pack_use u ON u.pack_id = p.id WHERE u.namespace_id = ?",
                Integer.parseUnsignedInt(ada.namespaceId(), 16));
    }

    @Test
    void two_at_once_are_enough_and_who_goes_away_makes_room() throws Exception {
        var folder = ada.folder(ada.top(), "folder");
        var file = file(folder, "large", Bytes.freshChunks(15, MIB));
        for (int i = 0; i < 6; i++) {
            ada.post("/folders/" + folder + "/files/" + file + "/copy", Map.of("parentId", folder))
                    .expect(201);
        }
        var link = link(folder);

        var open = new ArrayList<InputStream>();
        for (int i = 0; i < 2; i++) {
            var body = open(link);
            body.read();
            open.add(body);
        }
        ask(folder).expectProblem(429, "too-many-requests");
        var refused = read(link).expect(429);
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.bodyText()).contains("Wait until one is finished");

        open.getFirst().close();
        Poll.until(Duration.ofSeconds(40), () -> ask(folder), answer -> answer.status() == 200);

        assertThat(open.getLast().readAllBytes()).hasSizeGreaterThan(7 * 15 * MIB);
    }

    private static InputStream open(String link) throws IOException, InterruptedException {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(URI.create(link)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    }
}
