package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client is killed at every seventh system call that changes something outside of it, by
/// `strace`, while it sends and commits, and while it fetches. `-Dcairn.kill-every` says another
/// number.
@Tag("long")
@Timeout(value = 120, unit = TimeUnit.MINUTES)
class KilledClientIT {

    private static final int EVERY = Integer.getInteger("cairn.kill-every", 7);

    /// What changes files, or says something to somebody. Each thread counts its own.
    private static final String CALLS = "write,pwrite64,writev,pwritev,sendto,sendmsg,rename,renameat,renameat2,unlink,"
            + "unlinkat,mkdir,mkdirat,rmdir,ftruncate,fsync,fdatasync,utimensat,chmod,fchmod,connect";

    /// With `strace`, a process that was killed ends so.
    private static final int KILLED = 137;

    private static final int LARGE = 6 * 1024 * 1024;

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(7);
    private RunningCairn cairn;
    private ClientProcess here;
    private ClientProcess there;

    @BeforeEach
    void two_devices() throws Exception {
        assertThat(ClientProcess.jar()).as("./mvnw package -pl src/client -am").isRegularFile();
        assumeThat(Path.of("/usr/bin/strace")).as("apt-get install strace").isExecutable();
        cairn = RunningCairn.up(directory.resolve("data"));
        var email = People.signUp(cairn);
        here = ClientProcess.signIn(directory.resolve("here"), cairn, email);
        there = ClientProcess.signIn(directory.resolve("there"), cairn, email);
        write("large", LARGE);
        for (int number = 0; number < 8; number++) {
            write("folder/old-" + number, 2000);
        }
        here.sync();
        there.sync();
    }

    @AfterEach
    void stop() throws Exception {
        if (cairn != null) {
            cairn.close();
        }
    }

    @Test
    void killed_anywhere_it_ends_with_what_was_there() throws Exception {
        boolean sending = true;
        boolean fetching = true;
        int round = 0;
        while (sending || fetching) {
            int call = EVERY * ++round;
            edit(round);
            var expected = here.contents();
            sending = sending && isKilled(here, call);
            here.sync();
            assertThat(here.contents()).as("sent, killed at call %d", call).isEqualTo(expected);
            fetching = fetching && isKilled(there, call);
            there.sync();
            assertThat(there.contents()).as("fetched, killed at call %d", call).isEqualTo(expected);
        }
        System.out.println("The client was killed at every call of number " + EVERY + ", " + round + " rounds");
    }

    private boolean isKilled(ClientProcess client, int call) throws IOException, InterruptedException {
        int code = client.syncUnder(List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + CALLS,
                "-e",
                "inject=" + CALLS + ":signal=KILL:when=" + call));
        assertThat(code).as("exit code when killed at call %d", call).isIn(0, KILLED);
        return code == KILLED;
    }

    /// Something of everything: new, changed, renamed and deleted; small and large.
    private void edit(int round) throws IOException {
        for (int number = 0; number < 4; number++) {
            write("round-" + round + "/new-" + number, 300 + random.nextInt(5000));
        }
        try (var large = new RandomAccessFile(here.at("large").toFile(), "rw")) {
            large.seek(random.nextInt(LARGE));
            large.write(random.nextInt(256));
        }
        write("folder/old-" + round % 4, 2500);
        if (round > 1) {
            Files.move(here.at("round-" + (round - 1)), here.at("folder/round-" + (round - 1)));
        }
        if (round > 2) {
            Files.delete(here.at("folder/round-" + (round - 2) + "/new-0"));
        }
    }

    private void write(String path, int size) throws IOException {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        Files.createDirectories(here.at(path).getParent());
        Files.write(here.at(path), bytes);
    }
}
