package dev.cairn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.client.apply.Engine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a folder is synced and what is not, and what is never taken for a delete. Two shipped
/// clients on real directories.
class FolderRulesTest {

    @TempDir
    private Path directory;

    private RealDevice first;
    private RealDevice second;

    @BeforeEach
    void two_devices() throws IOException {
        var simulation = new Simulation(1, null);
        first = new RealDevice(directory.resolve("1"), simulation, 1);
        second = new RealDevice(directory.resolve("2"), simulation, 2);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void settle() throws IOException {
        assertThat(first.settle()).isInstanceOf(Outcome.Settled.class);
        assertThat(second.settle()).isInstanceOf(Outcome.Settled.class);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void fill(Path folder, int files) throws IOException {
        for (int number = 0; number < files; number++) {
            write(folder.resolve("file-" + number), "text " + number);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    // ---- which folder is which

    @Test
    void a_folder_and_the_one_within_it_change_places() throws IOException {
        write(first.at("outer/inner/file"), "1");
        write(first.at("outer/other"), "2");
        settle();

        Files.move(first.at("outer/inner"), first.at("between"));
        Files.move(first.at("outer"), first.at("between/inner"));
        Files.move(first.at("between"), first.at("outer"));
        settle();

        assertThat(second.paths()).isEqualTo(first.paths());
        assertSwapped(second);
    }

    /// Only the outer folder is looked at, where the watcher heard of something.
    @Test
    void a_folder_that_is_heard_of_before_the_one_that_it_has_become_is_found() throws IOException {
        write(first.at("outer/inner/file"), "1");
        write(first.at("outer/other"), "2");
        settle();

        Files.move(first.at("outer/inner"), first.at("between"));
        Files.move(first.at("outer"), first.at("between/inner"));
        Files.move(first.at("between"), first.at("outer"));
        first.engine().folderChanged("outer");
        first.work();
        settle();

        assertThat(second.paths()).isEqualTo(first.paths());
        assertSwapped(second);
    }

    /// The outer one may be called a conflicted copy of what it was within.
    private static void assertSwapped(RealDevice device) throws IOException {
        assertThat(device.paths().stream().map(path -> path.replaceFirst("^outer[^/]*/", "outer/")))
                .containsExactly("outer/", "outer/file", "outer/inner/", "outer/inner/other");
    }

    // ---- which folders are synced

    @Test
    void a_folder_that_is_not_chosen_leaves_this_disk_and_no_other() throws IOException {
        write(first.at("papers/one"), "1");
        fill(first.at("photos"), 20);
        settle();
        var before = first.paths();

        second.engine().hide(Set.of(second.folderOnServer("photos")));
        settle();

        assertThat(second.paths()).containsExactly("papers/", "papers/one");
        assertThat(first.paths()).isEqualTo(before);
    }

    @Test
    void a_folder_that_is_chosen_again_comes_back() throws IOException {
        fill(first.at("photos"), 3);
        settle();
        second.engine().hide(Set.of(second.folderOnServer("photos")));
        settle();
        write(first.at("photos/file-1"), "changed meanwhile");
        settle();

        second.engine().hide(Set.of());
        settle();

        assertThat(second.paths()).isEqualTo(first.paths());
        assertThat(second.at("photos/file-1")).hasContent("changed meanwhile");
    }

    @Test
    void what_was_changed_in_a_folder_is_sent_before_it_goes() throws IOException {
        fill(first.at("photos"), 3);
        settle();

        write(second.at("photos/file-0"), "edited");
        write(second.at("photos/new"), "new");
        second.engine().hide(Set.of(second.folderOnServer("photos")));
        second.settle();
        settle();

        assertThat(first.at("photos/file-0")).hasContent("edited");
        assertThat(first.at("photos/new")).hasContent("new");
        assertThat(second.at("photos")).doesNotExist();
    }

    // ---- many deletes

    @Test
    void more_than_half_of_all_is_deleted_only_when_it_is_meant() throws IOException {
        fill(first.at("files"), 30);
        settle();

        empty(first.at("files"));

        assertThat(first.settle()).isEqualTo(new Outcome.Held(30));
        assertThat(second.settle()).isInstanceOf(Outcome.Settled.class);
        assertThat(second.paths()).hasSize(31);
        first.engine().confirmDeletes();
        assertThat(first.settle()).isInstanceOf(Outcome.Settled.class);
        assertThat(second.settle()).isEqualTo(new Outcome.Held(30));
        second.engine().confirmDeletes();
        settle();
        assertThat(second.paths()).containsExactly("files/");
    }

    @Test
    void a_thousand_deletes_are_believed_and_one_more_is_not() throws IOException {
        fill(first.at("files"), 2100);
        settle();

        for (int number = 0; number <= 1000; number++) {
            Files.delete(first.at("files/file-" + number));
        }
        assertThat(first.settle()).isEqualTo(new Outcome.Held(1001));
        assertThat(second.settle()).isInstanceOf(Outcome.Settled.class);
        assertThat(second.paths()).hasSize(2101);
        write(first.at("files/file-0"), "text 0");
        settle();

        assertThat(second.paths()).hasSize(1101).contains("files/file-0");
    }

    @Test
    void deletes_that_are_held_are_given_up_when_the_files_are_back() throws IOException {
        fill(first.at("files"), 30);
        settle();
        Files.move(first.at("files"), directory.resolve("elsewhere"));
        assertThat(first.settle()).isInstanceOf(Outcome.Held.class);

        Files.move(directory.resolve("elsewhere"), first.at("files"));
        settle();

        assertThat(second.paths()).hasSize(31);
    }

    // ---- the mark

    @Test
    void an_empty_mount_point_is_no_delete() throws IOException {
        fill(first.at("files"), 3);
        settle();

        Files.move(first.folder(), directory.resolve("unmounted"));
        Files.createDirectory(first.folder());

        assertThat(first.settle()).isInstanceOf(Outcome.FolderMissing.class);
        assertThat(first.paths()).isEmpty();
        Files.delete(first.folder());
        Files.move(directory.resolve("unmounted"), first.folder());
        settle();
        assertThat(second.paths()).hasSize(4);
    }

    @Test
    void another_folder_in_its_place_is_left_alone() throws IOException {
        fill(first.at("files"), 3);
        settle();

        Files.writeString(first.at(".cairn/folder"), "another mark");
        write(first.at("private"), "of somebody else");
        empty(first.at("files"));

        assertThat(first.settle()).isInstanceOf(Outcome.FolderMissing.class);
        assertThat(second.settle()).isInstanceOf(Outcome.Settled.class);
        assertThat(second.paths()).hasSize(4).doesNotContain("private");
    }

    // ---- what is ignored

    @Test
    void what_the_rules_list_is_not_sent_and_the_rules_are() throws IOException {
        write(first.at(".cairnignore"), "*.log\nbuild/\n/top\n!kept.log\n");
        write(first.at("a.log"), "");
        write(first.at("kept.log"), "");
        write(first.at("build/out"), "");
        write(first.at("deep/build/out"), "");
        write(first.at("top"), "");
        write(first.at("deep/top"), "");
        write(first.at("Thumbs.db"), "");
        settle();
        write(second.at("b.log"), "");
        settle();

        assertThat(second.paths()).containsExactly(".cairnignore", "b.log", "deep/", "deep/top", "kept.log");
        assertThat(first.paths()).doesNotContain("b.log");
    }

    @Test
    void new_rules_are_followed_as_soon_as_they_are_heard_of() throws IOException {
        write(first.at("folder/before.log"), "1");
        settle();
        write(first.at(".cairnignore"), "*.log\n");
        first.engine().folderChanged("");
        first.work();

        write(first.at("folder/after.log"), "2");
        first.engine().folderChanged("folder");
        first.work();
        settle();

        assertThat(second.paths()).containsExactly(".cairnignore", "folder/", "folder/before.log");
    }

    @Test
    void what_is_synced_already_stays_so() throws IOException {
        write(first.at("a.log"), "first");
        settle();

        write(first.at(".cairnignore"), "*.log\n");
        write(first.at("a.log"), "second");
        settle();

        assertThat(second.at("a.log")).hasContent("second");
    }

    @Test
    void a_folder_that_is_deleted_elsewhere_stays_with_what_is_ignored_in_it() throws IOException {
        write(first.at(".cairnignore"), "*.log\n");
        write(first.at("folder/file"), "");
        settle();
        write(second.at("folder/mine.log"), "mine");

        Files.delete(first.at("folder/file"));
        Files.delete(first.at("folder"));
        first.settle();
        second.settle();

        assertThat(second.paths()).containsExactly(".cairnignore", "folder/", "folder/mine.log");
        assertThat(second.engine().troubles()).hasSize(1);
    }

    // ---- symbolic links

    @Test
    void links_are_neither_followed_nor_sent_and_are_told() throws IOException {
        write(directory.resolve("outside/secret"), "secret");
        write(first.at("file"), "");
        Files.createSymbolicLink(first.at("to-file"), directory.resolve("outside/secret"));
        Files.createSymbolicLink(first.at("to-folder"), directory.resolve("outside"));
        Files.createSymbolicLink(first.at("to-nothing"), directory.resolve("nowhere"));
        Files.createSymbolicLink(first.at("to-itself"), first.folder());
        settle();

        assertThat(second.paths()).containsExactly("file");
        assertThat(first.engine().skipped()).containsOnlyKeys("to-file", "to-folder", "to-itself", "to-nothing");
    }

    @Test
    void a_folder_that_became_a_link_is_no_delete_and_nothing_is_written_through_it() throws IOException {
        write(first.at("folder/file"), "synced");
        settle();
        write(directory.resolve("outside/file"), "outside");

        Files.move(first.at("folder"), directory.resolve("moved-away"));
        Files.createSymbolicLink(first.at("folder"), directory.resolve("outside"));
        first.settle();
        write(second.at("folder/file"), "edited");
        write(second.at("folder/new"), "new");
        second.settle();
        first.settle();

        assertThat(second.at("folder/file")).hasContent("edited");
        assertThat(directory.resolve("outside/file")).hasContent("outside");
        assertThat(directory.resolve("outside/new")).doesNotExist();
    }

    @Test
    void a_file_that_was_a_link_for_a_while_is_synced_again() throws IOException {
        write(first.at("file"), "synced");
        settle();
        Files.move(first.at("file"), directory.resolve("aside"));
        Files.createSymbolicLink(first.at("file"), directory.resolve("aside"));
        settle();
        assertThat(second.at("file")).hasContent("synced");

        Files.delete(first.at("file"));
        write(first.at("file"), "again a file");
        first.engine().folderChanged("");
        settle();

        assertThat(second.at("file")).hasContent("again a file");
    }
}
