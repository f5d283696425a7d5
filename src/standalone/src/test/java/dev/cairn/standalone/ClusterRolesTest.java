package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRolesTest {

    @TempDir
    private Path directory;

    @Test
    void what_was_noted_is_read() {
        var file = directory.resolve("cluster.properties");

        ClusterRoles.FIRST.exchanged().write(file);
        assertThat(ClusterRoles.read(file)).isEqualTo(new ClusterRoles(2, false));

        new ClusterRoles(1, true).write(file);
        assertThat(ClusterRoles.read(file)).isEqualTo(new ClusterRoles(1, true));
    }

    @Test
    void the_other_one_is_never_taken_for_in_step() {
        var roles = new ClusterRoles(2, true);

        assertThat(roles.replica()).isEqualTo(1);
        assertThat(roles.exchanged()).isEqualTo(new ClusterRoles(1, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "primary=", "primary=3", "primary=one", "replica-in-step=true"})
    void damaged_ones_are_refused_and_never_guessed(String content) throws Exception {
        var file = Files.writeString(directory.resolve("cluster.properties"), content);

        assertThatThrownBy(() -> ClusterRoles.read(file))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DATA_UNUSABLE));
    }
}
