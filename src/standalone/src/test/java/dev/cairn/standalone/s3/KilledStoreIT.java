package dev.cairn.standalone.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of PUTs.
class KilledStoreIT {

    private static final int ROUNDS = 4;
    private static final int SENDERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final byte[] content = Keys.noise(2_000_000);

    private enum Outcome {
        BEGUN,
        ANSWERED
    }

    @Test
    void each_pack_is_whole_or_absent_and_what_was_answered_is_there() throws Exception {
        var outcomes = new ConcurrentHashMap<String, Outcome>();
        for (int round = 0; round < ROUNDS; round++) {
            sendUntilKilled(round, outcomes);
        }

        var unanswered = new ArrayList<String>();
        try (var store = new StoreProcess(directory)) {
            assertThat(directory.resolve("incoming")).isEmptyDirectory();
            var client = new S3Client(store.port());
            for (var entry : outcomes.entrySet()) {
                var got = client.get(entry.getKey());
                if (entry.getValue() == Outcome.ANSWERED || got.status() != 404) {
                    assertThat(got.status()).as("%s %s", entry, got).isEqualTo(200);
                    assertThat(got.body()).isEqualTo(content);
                }
                if (entry.getValue() == Outcome.BEGUN) {
                    unanswered.add(entry.getKey());
                    assertThat(client.put(entry.getKey(), content).status()).isIn(200, 412);
                }
            }
        }
        assertThat(outcomes.values()).contains(Outcome.ANSWERED);
        assertThat(unanswered).as("the kill came in the middle").isNotEmpty();
    }

    private void sendUntilKilled(int round, Map<String, Outcome> outcomes) throws Exception {
        try (var store = new StoreProcess(directory);
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var client = new S3Client(store.port());
            var answers = new Semaphore(0);
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                senders.submit(() -> {
                    for (int i = 0; ; i++) {
                        var name = "packs/%d-%d-%d".formatted(round, number, i);
                        outcomes.put(name, Outcome.BEGUN);
                        if (put(client, name) != 200) {
                            return null;
                        }
                        outcomes.put(name, Outcome.ANSWERED);
                        answers.release();
                    }
                });
            }
            boolean answering = answers.tryAcquire(5, PATIENCE.toSeconds(), TimeUnit.SECONDS);
            store.kill(); // the other senders are in the middle of something
            assertThat(answering).isTrue();
        }
    }

    private int put(S3Client client, String name) {
        try {
            return client.put(name, content).status();
        } catch (IOException _) {
            return 0; // killed
        }
    }
}
