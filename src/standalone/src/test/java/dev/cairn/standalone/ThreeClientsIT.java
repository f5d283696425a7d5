package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Running clients at a real server, three each of a few people. `-Dcairn.tapes` says how many tapes are
/// played, `-Dcairn.tape` plays one alone.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ThreeClientsIT {

    private static final int TAPES = Integer.getInteger("cairn.tapes", 40);

    /// How many play at a time: clients wait more than they work.
    private static final int PEOPLE = 4;

    @TempDir
    private Path directory;

    private final List<ThreeClients> people = new ArrayList<>();
    private RunningCairn cairn;

    @BeforeEach
    void up() throws Exception {
        assertThat(ClientProcess.jar()).as("./mvnw package -pl src/client -am").isRegularFile();
        cairn = RunningCairn.up(directory.resolve("data"));
    }

    @AfterEach
    void stop() throws Exception {
        for (var three : people) {
            three.stop();
        }
        if (cairn != null) {
            cairn.close();
        }
    }

    private ThreeClients person() throws IOException, InterruptedException {
        var home = directory.resolve("person-" + people.size());
        var three = ThreeClients.of(People.signUp(cairn), cairn, home);
        people.add(three);
        return three;
    }

    @Test
    void whatever_people_do_all_end_equal() throws Exception {
        var only = Long.getLong("cairn.tape");
        if (only != null) {
            person().play(only);
            return;
        }
        try (var executor = Executors.newFixedThreadPool(PEOPLE)) {
            var played = new ArrayList<Future<?>>();
            for (int number = 0; number < PEOPLE; number++) {
                long first = number + 1L;
                var three = person();
                played.add(executor.submit(play(three, first)));
            }
            for (var tapes : played) {
                tapes.get();
            }
        }
    }

    /// Every [#PEOPLE]th tape from the first on.
    private static Callable<Void> play(ThreeClients three, long first) {
        return () -> {
            for (long tape = first; tape <= TAPES; tape += PEOPLE) {
                three.play(tape);
            }
            return null;
        };
    }

    @Test
    void what_was_in_trouble_is_tried_again() throws Exception {
        var three = person();
        var here = three.get(0);
        var there = three.get(1);
        Files.writeString(here.at(".cairnignore"), "*.ignored");
        Files.createDirectory(here.at("folder"));
        Files.writeString(here.at("folder/file"), "text");
        three.awaitEqual(0);

        Files.writeString(there.at("folder/x.ignored"), "text");
        Files.delete(here.at("folder/file"));
        Files.delete(here.at("folder"));
        there.awaitTrouble("folder");
        Files.delete(there.at("folder/x.ignored"));

        three.awaitEqual(0);
    }
}
