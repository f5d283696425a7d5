package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void a_new_directory_is_the_owners_alone() throws IOException {
        Path fresh = directory.resolve("a/b");

        try (var data = DataDirectory.open(fresh)) {
            assertThat(data.isNew()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_second_process_is_told_who_has_it() {
        try (var _ = DataDirectory.open(directory)) {
            assertRefused(ExitCode.DATA_IN_USE, () -> DataDirectory.open(directory))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void it_can_be_opened_again_after_it_was_closed() {
        DataDirectory.open(directory).close();

        assertThatCode(() -> DataDirectory.open(directory).close()).doesNotThrowAnyException();
    }

    @Test
    void a_directory_with_other_files_is_left_alone() throws IOException {
        Files.createFile(directory.resolve("letter.odt"));
        var before = Files.getPosixFilePermissions(directory);

        assertRefused(ExitCode.DATA_UNUSABLE, () -> DataDirectory.open(directory))
                .hasMessageContaining("other files");
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(before);
    }

    @Test
    void the_root_of_a_file_system_is_empty_enough() throws IOException {
        Files.createDirectory(directory.resolve("lost+found"));

        assertThatCode(() -> DataDirectory.open(directory).close()).doesNotThrowAnyException();
    }

    @Test
    void a_file_in_its_place_is_named() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertRefused(ExitCode.DATA_UNUSABLE, () -> DataDirectory.open(file)).hasMessageContaining("it is a file");
        assertRefused(ExitCode.DATA_UNUSABLE, () -> DataDirectory.open(file.resolve("below")));
    }

    @Test
    void a_place_where_nobody_may_write_is_named() {
        assertRefused(ExitCode.DATA_UNUSABLE, () -> DataDirectory.open(Path.of("/proc/cairn")))
                .hasMessageContaining("/proc/cairn");
    }

    @Test
    void a_full_disk_is_said_with_what_is_free_and_what_is_needed() {
        try (var data = DataDirectory.open(directory)) {
            assertRefused(ExitCode.DISK_FULL, () -> data.requireFree(Long.MAX_VALUE))
                    .hasMessageMatching(".*is full: \\d+ MiB are free, \\d+ MiB are needed");
            assertThatCode(() -> data.requireFree(1)).doesNotThrowAnyException();
        }
    }

    @Test
    void emptying_a_folder_follows_no_links() throws IOException {
        Path kept = Files.createFile(directory.resolve("kept"));
        Path folder =
                Files.createDirectories(directory.resolve("data/folder/deep")).getParent();
        Files.createSymbolicLink(folder.resolve("deep/link"), directory);

        Path emptied = DataDirectory.emptied(folder);

        assertThat(emptied).isEmptyDirectory();
        assertThat(kept).exists();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ExitCode code, ThrowingCallable action) {
        return assertThatThrownBy(action).isInstanceOfSatisfying(LaunchException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).doesNotContain("\n");
        });
    }
}
