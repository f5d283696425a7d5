package dev.cairn.client.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What every [Disk] does.
interface DiskContract {

    Disk disk();

    /// The folder itself, for what users and attackers do there.
    Path root();

    private Disk.Draft draft(String text) throws IOException {
        var draft = disk().draft();
        draft.write(0, text.getBytes(StandardCharsets.UTF_8));
        draft.finish(1_700_000_000_000_000_000L, false);
        return draft;
    }

    @Test
    default void a_draft_gets_its_name_with_its_time() throws IOException {
        var stat = disk().place(draft("hello"), "a", null);

        assertThat(root().resolve("a")).hasContent("hello");
        assertThat(stat.modified()).isEqualTo(1_700_000_000_000_000_000L);
        assertThat(disk().stat("a")).contains(stat);
    }

    @Test
    default void what_was_seen_is_replaced() throws IOException {
        var seen = disk().place(draft("old"), "a", null);

        disk().place(draft("new"), "a", seen);

        assertThat(root().resolve("a")).hasContent("new");
    }

    @Test
    default void what_was_not_seen_is_not_replaced() throws IOException {
        var seen = disk().place(draft("old"), "a", null);
        Files.writeString(root().resolve("a"), "somebody's");

        assertThatExceptionOfType(DiskChangedException.class).isThrownBy(() -> disk().place(draft("new"), "a", seen));
        assertThatExceptionOfType(DiskChangedException.class).isThrownBy(() -> disk().place(draft("new"), "a", null));
        assertThatExceptionOfType(DiskChangedException.class).isThrownBy(() -> disk().delete("a", seen));
        assertThatExceptionOfType(DiskChangedException.class).isThrownBy(() -> disk().move("a", seen, "b"));
        assertThat(root().resolve("a")).hasContent("somebody's");
    }

    @Test
    default void nothing_is_moved_over_something() throws IOException {
        var seen = disk().place(draft("one"), "a", null);
        disk().place(draft("other"), "b", null);

        assertThatExceptionOfType(DiskChangedException.class).isThrownBy(() -> disk().move("a", seen, "b"));
        assertThat(root().resolve("b")).hasContent("other");
    }

    @Test
    default void a_folder_that_holds_something_stays() throws IOException {
        disk().makeFolder("d");
        disk().place(draft("x"), "d/a", null);

        assertThatExceptionOfType(DirectoryNotEmptyException.class).isThrownBy(() -> disk().deleteFolder("d"));
    }

    @Test
    default void a_link_is_not_followed() throws IOException {
        var outside = Files.createDirectory(root().resolveSibling("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        try {
            Files.createSymbolicLink(root().resolve("link"), outside);
        } catch (UnsupportedOperationException e) {
            Assumptions.abort("This disk has no links");
        }

        assertThat(disk().stat("link").orElseThrow().kind()).isEqualTo(Stat.Kind.OTHER);
        assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(() -> disk().list("link"));
        assertThat(disk().stat("link/secret")).isEmpty();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> disk().read("link/secret", 0, 6));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> disk().place(draft("evil"), "link/new", null));
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    default void a_path_that_leads_out_is_not_there() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> disk().place(draft("evil"), "../evil", null));
        assertThat(root().resolveSibling("evil")).doesNotExist();
    }

    @Test
    default void the_clients_own_folder_is_not_listed() throws IOException {
        disk().mark("mark");
        disk().place(draft("x"), "a", null);

        assertThat(disk().list("")).extracting(Disk.Listed::name).containsExactly("a");
    }

    @Test
    default void a_folder_is_known_by_its_mark() throws IOException {
        assertThat(disk().isMarked("mark")).isFalse();

        disk().mark("mark");

        assertThat(disk().isMarked("mark")).isTrue();
        assertThat(disk().isMarked("another")).isFalse();
    }

    @Test
    default void what_is_left_of_drafts_is_removed() throws IOException {
        disk().draft();

        disk().removeDrafts();

        assertThat(root().resolve(".cairn/drafts")).isEmptyDirectory();
    }
}
