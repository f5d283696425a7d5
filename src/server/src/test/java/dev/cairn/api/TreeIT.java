package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    private String file(String folder, String name, String content) {
        return ada.upload(folder, name, Bytes.text(content)).getString("fileId");
    }

    private String path(String folder, String file) {
        return "/folders/" + folder + "/files/" + file;
    }

    @Test
    void a_folder_says_what_it_is() {
        var folder = ada.folder(ada.top(), "folder");
        var deep = ada.folder(folder, "deep");
        file(deep, "file", "12345");

        var answer = ada.get("/folders/" + deep + "?size=true").expect(200);

        assertThat(answer.text("folderPath")).isEqualTo("/folder/deep");
        assertThat(answer.text("parentId")).isEqualTo(folder);
        assertThat(answer.text("ownerId")).isEqualTo(ada.userId());
        assertThat(answer.text("role")).isEqualTo("OWNER");
        assertThat(answer.json().getJsonObject("metadata").getInt("folderSize")).isEqualTo(5);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void a_file_is_renamed_and_moved_only_from_the_revision_that_was_seen() {
        var folder = ada.folder(ada.top(), "folder");
        var file = file(ada.top(), "file", "x");
        var seen = ada.get(path(ada.top(), file)).expect(200).header("ETag");

        var renamed = ada.patch(path(ada.top(), file), Map.of("name", "renamed"), "If-Match", seen)
                .expect(200);
        ada.patch(path(ada.top(), file), Map.of("name", "late"), "If-Match", seen)
                .expectProblem(412, "precondition-failed");
        ada.patch(path(ada.top(), file), Map.of("parentId", folder), "If-Match", renamed.header("ETag"))
                .expect(200);
        ada.patch(path(folder, file), Map.of("name", "x"), "If-Match", "W/nonsense")
                .expectProblem(400, "bad-request");

        assertThat(ada.names(folder)).containsExactly("renamed");
        assertThat(ada.names(ada.top())).containsExactly("folder/");
    }

    @Test
    void a_taken_name_is_a_clear_conflict() {
        ada.folder(ada.top(), "folder");
        var file = file(ada.top(), "file", "x");

        ada.post("/folders/" + ada.top() + "/folders", Map.of("folderName", "FOLDER"))
                .expectProblem(409, "name-taken");
        ada.patch(path(ada.top(), file), Map.of("name", "Folder")).expectProblem(409, "name-taken");
        ada.beginSimple(ada.top(), "folder", new byte[1]).expectProblem(409, "name-taken");

        assertThat(ada.names(ada.top())).containsExactly("folder/", "file");
    }

    @Test
    void a_folder_cannot_go_into_itself() {
        var folder = ada.folder(ada.top(), "folder");
        var deep = ada.folder(folder, "deep");

        ada.patch("/folders/" + folder, Map.of("parentId", deep)).expectProblem(400, "bad-request");
        ada.post("/folders/" + folder + "/copy", Map.of("parentId", deep)).expectProblem(400, "bad-request");
        ada.patch("/folders/" + ada.top(), Map.of("name", "x")).expectProblem(400, "bad-request");
        ada.delete("/folders/" + ada.top()).expectProblem(400, "bad-request");
    }

    @Test
    void files_and_folders_are_copied_without_their_bytes_moving() {
        var folder = ada.folder(ada.top(), "folder");
        var deep = ada.folder(folder, "deep");
        var file = file(deep, "file", "content");

        var copied =
                ada.post(path(deep, file) + "/copy", Map.of("parentId", deep)).expect(201);
        var tree = ada.post("/folders/" + folder + "/copy", Map.of("parentId", ada.top()))
                .expect(201);

        assertThat(copied.text("fileName")).isEqualTo("file (2)");
        assertThat(tree.text("folderName")).isEqualTo("folder (2)");
        var inside = ada.get("/folders/" + tree.text("folderId") + "/files")
                .json()
                .getJsonArray("folders")
                .getJsonObject(0)
                .getString("folderId");
        assertThat(ada.names(inside)).containsExactly("file", "file (2)");
        assertThat(ada.download(deep, copied.text("fileId"))).isEqualTo(Bytes.text("content"));
    }

    @Test
    void what_is_deleted_is_in_the_trash_and_comes_back() {
        var folder = ada.folder(ada.top(), "folder");
        var file = file(folder, "file", "content");

        var deleted = ada.delete("/folders/" + folder).expect(202);
        assertThat(deleted.text("fileStatus")).isEqualTo("UNDER_DELETION");
        assertThat(ada.names(ada.top())).isEmpty();
        ada.get("/folders/" + folder).expectProblem(404, "not-found");
        ada.get(path(folder, file)).expectProblem(404, "not-found");
        ada.get(path(folder, file) + "/pre-signed-url").expectProblem(404, "not-found");
        var trash = ada.get("/trash").expect(200).json().getJsonArray("entries").getJsonObject(0);
        assertThat(trash.getString("name")).isEqualTo("folder");

        ada.post("/trash/" + folder + "/restore", null).expect(200);

        assertThat(ada.names(folder)).containsExactly("file");
        assertThat(ada.get("/trash").json().getJsonArray("entries")).isEmpty();
        assertThat(ada.download(folder, file)).isEqualTo(Bytes.text("content"));
    }

    @Test
    void the_trash_has_pages_the_latest_first() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            var folder = ada.folder(ada.top(), "folder " + i);
            ada.delete("/folders/" + folder).expect(202);
            names.addFirst("folder " + i);
        }

        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = ada.get("/trash?limit=3" + cursor).expect(200).json();
            page.getJsonArray("entries")
                    .getValuesAs(JsonObject.class)
                    .forEach(each -> seen.add(each.getString("name")));
            cursor = page.isNull("nextCursor") ? "" : "&nextCursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(names);
    }

    @Test
    void versions_are_kept_listed_read_and_restored() {
        var file = file(ada.top(), "file", "one");
        file(ada.top(), "file", "two");
        file(ada.top(), "file", "three");

        var list =
                ada.get(path(ada.top(), file) + "/versions?limit=2").expect(200).json();
        var rest = ada.get(path(ada.top(), file) + "/versions?limit=2&nextCursor=" + list.getString("nextCursor"))
                .expect(200)
                .json();
        assertThat(list.getJsonArray("versions")).hasSize(2);
        assertThat(rest.getJsonArray("versions")).hasSize(1);
        assertThat(rest.isNull("nextCursor")).isTrue();
        var first = rest.getJsonArray("versions").getJsonObject(0);
        assertThat(first.getString("deviceName")).isEqualTo("ada's device");
        assertThat(first.getString("userName")).isEqualTo("ada");
        assertThat(first.getBoolean("conflict")).isFalse();

        var url = ada.get(path(ada.top(), file) + "/pre-signed-url?versionId=" + first.getString("versionId"))
                .expect(200)
                .json();
        assertThat(ada.fetch("GET", url.getString("url"), Account.headers(url), null)
                        .body())
                .isEqualTo(Bytes.text("one"));
        ada.post(path(ada.top(), file) + "/versions/" + first.getString("versionId") + "/restore", null)
                .expect(200);

        assertThat(ada.download(ada.top(), file)).isEqualTo(Bytes.text("one"));
        assertThat(ada.get(path(ada.top(), file) + "/versions").json().getJsonArray("versions"))
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"name,false", "name,true", "modified,false", "modified,true", "size,false", "size,true"})
    void pages_show_what_stays_exactly_once_and_in_order_while_others_come_and_go(String sort, boolean descending) {
        var operations = new ArrayList<Object>();
        for (int i = 0; i < 30; i++) {
            operations.add(Map.of("op", "MKDIR", "parentId", ada.top(), "name", "stays %02d".formatted(i)));
            operations.add(Map.of("op", "MKDIR", "parentId", ada.top(), "name", "goes %02d".formatted(i)));
            operations.add(empty("stays %02d.txt".formatted(i), i % 5));
        }
        ada.commit(List.of(), operations).expect(200);

        var seen = new ArrayList<String>();
        var cursor = "";
        int round = 0;
        do {
            var page = ada.get("/folders/" + ada.top() + "/files?limit=7&sort=" + sort + "&desc=" + descending + cursor)
                    .expect(200)
                    .json();
            page.getJsonArray("folders")
                    .getValuesAs(JsonObject.class)
                    .forEach(each -> seen.add(each.getString("folderName")));
            page.getJsonArray("files")
                    .getValuesAs(JsonObject.class)
                    .forEach(each -> seen.add(each.getString("fileName")));
            assertThat(page.getJsonArray("folders").size()
                            + page.getJsonArray("files").size())
                    .isLessThanOrEqualTo(7);
            cursor = page.isNull("nextCursor") ? "" : "&nextCursor=" + page.getString("nextCursor");
            change(round++);
        } while (!cursor.isEmpty());

        var stayed = seen.stream().filter(name -> name.startsWith("stays")).toList();
        assertThat(stayed).hasSize(60).doesNotHaveDuplicates();
        assertThat(seen).doesNotHaveDuplicates();
        if (sort.equals("name")) {
            var order = descending ? Comparator.<String>reverseOrder() : Comparator.<String>naturalOrder();
            assertThat(stayed.stream().filter(name -> !name.endsWith(".txt"))).isSortedAccordingTo(order);
            assertThat(stayed.stream().filter(name -> name.endsWith(".txt"))).isSortedAccordingTo(order);
        }
    }

    /// A file without bytes whose time sets it apart.
    private Map<String, Object> empty(String name, int minute) {
        var put = new LinkedHashMap<>(Account.put(ada.top(), name, List.of()));
        put.put("modifiedTime", "2026-01-01T00:0%d:00Z".formatted(minute));
        return put;
    }

    private void change(int round) {
        var folders = ada.post(
                        "/folders/" + ada.top() + "/lookup", Map.of("names", List.of("goes %02d".formatted(round))))
                .expect(200)
                .json()
                .getJsonArray("folders");
        folders.getValuesAs(JsonObject.class).forEach(each -> ada.delete("/folders/" + each.getString("folderId")));
        ada.folder(ada.top(), "comes %02d".formatted(round));
    }

    @Test
    void names_are_looked_up_whatever_their_case() {
        ada.folder(ada.top(), "Folder");
        file(ada.top(), "Straße.txt", "x");

        var found = ada.post(
                        "/folders/" + ada.top() + "/lookup", Map.of("names", List.of("FOLDER", "STRASSE.TXT", "no")))
                .expect(200)
                .json();

        assertThat(found.getJsonArray("folders")).hasSize(1);
        assertThat(found.getJsonArray("files").getJsonObject(0).getString("fileName"))
                .isEqualTo("Straße.txt");
        ada.post("/folders/" + ada.top() + "/lookup", Map.of("names", Collections.nCopies(1001, "x")))
                .expectProblem(413, "too-large");
        ada.post("/folders/" + ada.top() + "/lookup", Map.of("names", List.of("a/b")))
                .expectProblem(400, "invalid-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a/b", "/", "../../etc/passwd", "a\\u0000b", "line\\nbreak", "\\u007f", "\\ud83d"
            })
    void a_name_that_no_disk_can_hold_is_refused(String name) { // P1
        ada.post("/folders/" + ada.top() + "/folders", "{\"folderName\":\"" + name + "\"}")
                .expect(400);

        assertThat(ada.names(ada.top())).isEmpty();
    }

    @Test
    void a_name_that_is_too_long_is_refused_and_the_longest_is_kept() {
        ada.post("/folders/" + ada.top() + "/folders", Map.of("folderName", "ä".repeat(128)))
                .expectProblem(400, "invalid-name");
        ada.folder(ada.top(), "ä".repeat(127));

        assertThat(ada.names(ada.top())).containsExactly("ä".repeat(127) + "/");
    }

    @Test
    void strange_names_are_kept_exactly() { // P1
        var names = List.of(
                "%2e%2e%2f",
                "\u202egpj.exe", "a\\b", "CON", "aux:x", "a ", "a.", "-rf", "=1+1", "😀", "<script>", "'; --");
        names.forEach(name -> ada.folder(ada.top(), name));

        assertThat(ada.names(ada.top()))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> name + "/").toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=1001", "limit=2147483648", "limit=-1", "limit=x", "sort=rm", "nextCursor=AAAA"
            })
    void a_page_that_cannot_be_is_refused(String query) {
        ada.get("/folders/" + ada.top() + "/files?" + query).expectProblem(400, "bad-request");
    }

    @Test
    void a_cursor_of_one_list_is_worth_nothing_in_another_or_changed() {
        for (int i = 0; i < 3; i++) {
            ada.delete("/folders/" + ada.folder(ada.top(), "gone " + i)).expect(202);
            ada.folder(ada.top(), "folder " + i);
        }
        var list = ada.get("/folders/" + ada.top() + "/files?limit=1").json().getString("nextCursor");
        var trash = ada.get("/trash?limit=1").json().getString("nextCursor");

        ada.get("/trash?nextCursor=" + list).expectProblem(400, "bad-request");
        ada.get("/folders/" + ada.top() + "/files?nextCursor=" + trash).expectProblem(400, "bad-request");
        char first = list.charAt(4) == 'A' ? 'B' : 'A';
        ada.get("/folders/" + ada.top() + "/files?nextCursor=" + list.substring(0, 4) + first + list.substring(5))
                .expectProblem(400, "bad-request");
    }
}
