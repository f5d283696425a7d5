package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    private Path directory;

    private DataDirectory data;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        data.close();
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void a_server_of_this_data_directory_is_stopped() throws Exception {
        var server = idle(Leftovers.serverMark(data.path()));

        assertThat(Leftovers.end(data)).isEqualTo(1);
        assertThat(server.waitFor()).isNotZero();
    }

    @Test
    void processes_of_another_data_directory_go_on() throws Exception {
        var sibling = idle(Leftovers.serverMark(Path.of(data.path() + "2")));
        var below = idle(Leftovers.serverMark(data.path().resolve("below")));
        var unrelated = idle("-Dcairn.other=" + data.path());

        assertThat(Leftovers.end(data)).isZero();
        assertThat(List.of(sibling, below, unrelated)).allMatch(Process::isAlive);
    }

    @Test
    void a_database_of_this_data_directory_is_stopped() throws Exception {
        var database = idleAs("mariadbd");

        assertThat(Leftovers.end(data)).isEqualTo(1);
        assertThat(database.waitFor()).isNotZero();
    }

    @Test
    void another_program_that_names_the_data_directory_goes_on() throws Exception {
        var reader = idleAs("reader");

        assertThat(Leftovers.end(data)).isZero();
        assertThat(reader.isAlive()).isTrue();
    }

    @Test
    void nothing_left_is_no_error() throws Exception {
        assertThat(Leftovers.end(data)).isZero();
    }

    private Process idle(String mark) throws IOException {
        var process = start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                mark,
                "-cp",
                System.getProperty("java.class.path"),
                Idler.class.getName());
        return process;
    }

    /// A shell that calls itself by another name, with a database's mark among its arguments.
    private Process idleAs(String name) throws IOException {
        return start(
                "/bin/bash",
                "-c",
                "exec -a \"$0\" /bin/sh -c 'echo running; read line' sh \"$1\"",
                name,
                Leftovers.databaseMark(data.database().resolve("data")));
    }

    private Process start(String... command) throws IOException {
        var process = new ProcessBuilder(command).start();
        processes.add(process);
        assertThat(process.inputReader().readLine()).isEqualTo("running");
        return process;
    }
}
