package dev.cairn.uitests;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A device that uploads and commits one file after another, tries again what was not answered, as clients do, and
/// remembers what was.
final class Committer implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(200);
    private static final Duration BETWEEN_FILES = Duration.ofMillis(200);
    private static final int LARGEST = 300_000;

    private final Account account;
    private final Random random;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private volatile boolean ended;
    private volatile long newestSeq;
    private volatile long tries;
    private volatile Duration longestGap = Duration.ZERO;

    Committer(Account account, long seed) {
        this.account = account;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        while (!ended) {
            commitOne();
            long now = System.nanoTime();
            var gap = Duration.ofNanos(now - last);
            longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
            last = now;
            LockSupport.parkNanos(BETWEEN_FILES.toNanos());
        }
    }

    private void commitOne() {
        var content = new byte[1 + random.nextInt(LARGEST)];
        random.nextBytes(content);
        var name = "file-" + acknowledged.size() + ".bin";
        var chunks = List.of(content);
        var begin = Map.of("namespaceId", account.namespaceId(), "expectedBytes", content.length);
        var upload = again(() -> account.post("/uploads", begin)).expect(201).text("uploadId");
        var signed = again(() -> account.offer(upload, 0, chunks))
                .expect(200)
                .array()
                .getJsonObject(0);
        again(() -> account.put(signed, content)).expect(200);
        var key = UUID.randomUUID().toString();
        var operation = Account.put(account.top(), name, chunks);
        var committed = again(() -> account.commit(List.of(upload), List.of(operation), "Idempotency-Key", key))
                .expect(200)
                .json();
        if (!committed
                .getJsonArray("results")
                .getJsonObject(0)
                .getString("status")
                .equals("OK")) {
            throw new AssertionError(name + ": " + committed);
        }
        newestSeq = Math.max(newestSeq, committed.getJsonNumber("seq").longValue());
        acknowledged.put(name, Account.sha256(content));
    }

    /// Tries until something is answered that is no "try again".
    private Answer again(Supplier<Answer> call) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var answer = call.get();
                if (answer.status() < 500 && answer.status() != 429 || System.nanoTime() > deadline) {
                    return answer;
                }
            } catch (UncheckedIOException cutOff) {
                if (System.nanoTime() > deadline) {
                    throw cutOff;
                }
            }
            tries++;
            LockSupport.parkNanos(BEFORE_AGAIN.toNanos());
        }
    }

    void end() {
        ended = true;
    }

    Account account() {
        return account;
    }

    /// Names of files whose commit was answered, and what is in them.
    Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /// The newest that was answered.
    long newestSeq() {
        return newestSeq;
    }

    /// How often something had to be tried again.
    long tries() {
        return tries;
    }

    /// The longest time from one answered commit to the next.
    Duration longestGap() {
        return longestGap;
    }

    /// Reads everything back that a person has, as a device of theirs sees it.
    ///
    /// @return what is there
    static Map<String, String> readBack(Account device) {
        var found = new LinkedHashMap<String, String>();
        for (var name : device.names(device.top())) {
            var file = device.post("/folders/" + device.top() + "/lookup", Map.of("names", List.of(name)))
                    .expect(200)
                    .json()
                    .getJsonArray("files")
                    .getJsonObject(0)
                    .getString("fileId");
            found.put(name, Account.sha256(device.download(device.top(), file)));
        }
        return found;
    }
}
