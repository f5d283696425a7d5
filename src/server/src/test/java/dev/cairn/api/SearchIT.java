package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Finding files and folders by name, and those that were changed last.
class SearchIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());

    @SuppressWarnings("NullAway.Init")
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    private Answer ask(Account who, String text, String more) {
        return who.get("/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + more);
    }

    private List<String> paths(String text, String more) {
        return paths(ask(ada, text, more).expect(200).json(), "hits");
    }

    private static List<String> paths(JsonObject page, String member) {
        return page.getJsonArray(member).getValuesAs(JsonObject.class).stream()
                .map(hit -> hit.getString("path"))
                .toList();
    }

    private String small(String folder, String name) {
        return ada.upload(folder, name, Bytes.text(name)).getString("fileId");
    }

    private void folders(String parent, List<String> names) {
        var operations = names.stream()
                .map(name -> Map.of("op", "MKDIR", "parentId", parent, "name", name))
                .toList();
        ada.commit(List.of(), operations).expect(200);
    }

    @Test
    void a_part_of_a_name_in_any_case_finds_files_and_folders_anywhere() {
        var folder = ada.folder(ada.top(), "STRASSE 100%_x");
        var inner = ada.folder(folder, "inner");
        var file = small(inner, "die Stra\u00dfe.txt");
        small(inner, "else");

        assertThat(paths("Stra\u00dfe", ""))
                .containsExactlyInAnyOrder("/STRASSE 100%_x", "/STRASSE 100%_x/inner/die Stra\u00dfe.txt");
        assertThat(paths("STRASSE", "&type=file")).containsExactly("/STRASSE 100%_x/inner/die Stra\u00dfe.txt");
        assertThat(paths("STRASSE", "&type=folder")).containsExactly("/STRASSE 100%_x");
        assertThat(paths("100%_", "")).containsExactly("/STRASSE 100%_x");
        assertThat(paths("%", "")).containsExactly("/STRASSE 100%_x");
        assertThat(paths("_inner", "")).isEmpty();

        var hit = ask(ada, ".TXT", "").expect(200).json().getJsonArray("hits").getJsonObject(0);
        assertThat(hit.getString("nodeId")).isEqualTo(file);
        assertThat(hit.getString("parentId")).isEqualTo(inner);
        assertThat(hit.getString("kind")).isEqualTo("FILE");
        assertThat(hit.getInt("size")).isEqualTo("die Stra\u00dfe.txt".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void what_is_in_the_trash_or_below_it_is_not_found_until_it_comes_back() {
        var folder = ada.folder(ada.top(), "folder");
        small(ada.folder(folder, "inner"), "needle");
        small(folder, "needle");
        assertThat(paths("needle", "")).hasSize(2);

        ada.delete("/folders/" + folder).expect(202);
        assertThat(paths("needle", "")).isEmpty();
        assertThat(paths(ada.get("/recent").expect(200).json(), "files")).isEmpty();

        ada.post("/trash/" + folder + "/restore", Map.of()).expect(200);
        assertThat(paths("needle", "")).hasSize(2);
        assertThat(paths(ada.get("/recent").expect(200).json(), "files")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void pages_hold_every_hit_once(int limit) {
        var names = IntStream.range(0, 40).mapToObj("hit %d"::formatted).toList();
        var one = ada.folder(ada.top(), "one");
        var two = ada.folder(ada.top(), "two");
        folders(one, names);
        folders(two, names);
        folders(two, List.of("beside"));

        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page = ask(ada, "HIT ", "&limit=" + limit + cursor).expect(200).json();
            assertThat(page.getJsonArray("hits").size()).isLessThanOrEqualTo(limit);
            found.addAll(paths(page, "hits"));
            cursor = page.isNull("nextCursor") ? "" : "&nextCursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());

        var expected = new TreeSet<String>();
        names.forEach(name -> expected.addAll(List.of("/one/" + name, "/two/" + name)));
        assertThat(found).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(found)).isEqualTo(expected);
    }

    @Test
    void nobody_finds_what_is_somebody_elses() {
        var eve = Account.signUp(api, "eve");
        var canary = "canary " + ada.userId() + System.nanoTime();
        Api.guard(canary, ada.userId());
        small(ada.top(), canary);

        assertThat(paths("canary", "")).containsExactly("/" + canary);
        assertThat(paths(ask(eve, "canary", "").expect(200).json(), "hits")).isEmpty();
        assertThat(paths(eve.get("/recent").expect(200).json(), "files")).isEmpty();
    }

    @Test
    void what_cannot_be_looked_for_is_refused() {
        for (var text : List.of("", "  ", "x".repeat(256))) {
            ask(ada, text, "").expectProblem(400, "bad-request");
        }
        ask(ada, "x", "&type=link").expectProblem(400, "bad-request");
        ask(ada, "x", "&nextCursor=AAAA").expectProblem(400, "bad-request");
        ada.get("/recent?nextCursor=AAAA").expectProblem(400, "bad-request");
        assertThat(paths("a/b", "")).isEmpty();
    }

    @Test
    void the_newest_content_is_the_first_of_the_recent_files_page_by_page() {
        var folder = ada.folder(ada.top(), "folder");
        for (var name : List.of("one", "two", "three", "four")) {
            small(folder, name);
        }
        ada.upload(folder, "two", Bytes.text("again"));

        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page = ada.get("/recent?limit=3" + cursor).expect(200).json();
            found.addAll(paths(page, "files"));
            cursor = page.isNull("nextCursor") ? "" : "&nextCursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());

        assertThat(found).containsExactly("/folder/two", "/folder/four", "/folder/three", "/folder/one");
    }
}
