package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// A primary and its replica, and what is done when one of them ends.
///
/// One thread alone calls this; what takes long, the making of a new replica, runs beside it and comes back as an
/// event. At every moment the roles on the disk are such that nothing answered is lost if all ends there.
final class ClusterDatabases implements AutoCloseable {

    private final OpenData open;
    private final MariaDbProgram program;
    private final Progress progress;
    private final BlockingQueue<ClusterEvent> events;

    private ClusterRoles roles;
    private ReplicatedDatabase primary;
    private @Nullable ReplicatedDatabase replica;
    private @Nullable Thread making;

    private ClusterDatabases(
            OpenData open,
            MariaDbProgram program,
            Progress progress,
            BlockingQueue<ClusterEvent> events,
            ClusterRoles roles,
            ReplicatedDatabase primary) {
        this.open = open;
        this.program = program;
        this.progress = progress;
        this.events = events;
        this.roles = roles;
        this.primary = primary;
    }

    /// Starts the primary, and its replica; one that was not in step is made anew.
    ///
    /// @param events where the ends of databases are reported, and new replicas
    static ClusterDatabases start(OpenData open, Progress progress, BlockingQueue<ClusterEvent> events)
            throws InterruptedException {
        var file = open.data().cluster();
        var roles = Files.exists(file) ? ClusterRoles.read(file) : ClusterRoles.FIRST;
        roles.write(file);
        var program = MariaDbProgram.unpackedIn(open.data().programs());
        var primary = ReplicatedDatabase.start(open, program, roles.primary());
        var databases = new ClusterDatabases(open, program, progress, events, roles, primary);
        try {
            databases.watch(primary);
            primary.lead();
            databases.startReplica();
            return databases;
        } catch (RuntimeException | InterruptedException e) {
            databases.close();
            throw e;
        }
    }

    private void startReplica() throws InterruptedException {
        int number = roles.replica();
        if (roles.inStep()) {
            var started = ReplicatedDatabase.start(open, program, number);
            try {
                started.follow(primary);
                joined(started);
                return;
            } catch (LaunchException e) {
                started.close();
                note(new ClusterRoles(roles.primary(), false));
                progress.say("Database " + number + " is made anew (" + e.getMessage() + ")");
            }
        }
        joined(newReplica(primary, number));
    }

    /// Copies the primary into a new database, on a thread of its own. What was there before is kept as `former`.
    private void makeReplica() {
        var from = primary;
        int number = roles.replica();
        making = Thread.ofVirtual().name("new-replica").start(() -> {
            try {
                events.add(new ClusterEvent.ReplicaMade(from, newReplica(from, number)));
            } catch (LaunchException e) {
                events.add(new ClusterEvent.ReplicaFailed(from, e.getMessage()));
            } catch (InterruptedException _) {
                // all stops
            }
        });
    }

    private ReplicatedDatabase newReplica(ReplicatedDatabase from, int number) throws InterruptedException {
        putAside(ReplicatedDatabase.directory(open.data(), number));
        var made = ReplicatedDatabase.start(open, program, number);
        try {
            made.copy(from, open.data().database().resolve("copied.sql"));
            made.follow(from);
            return made;
        } catch (RuntimeException | InterruptedException e) {
            made.close();
            throw e;
        }
    }

    private static void putAside(Path directory) {
        Path former = directory.resolveSibling("former");
        try {
            if (Files.exists(directory)) {
                DataDirectory.deleteRecursively(former);
                Files.move(directory, former, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, "Cannot put " + directory + " aside: " + e.getMessage(), e);
        }
    }

    /// A replica has been made: from now on commits wait for it.
    void take(ClusterEvent.ReplicaMade made) throws InterruptedException {
        if (made.from() == primary) {
            joined(made.replica());
        } else {
            made.replica().close(); // it follows one that has ended meanwhile
            makeReplica();
        }
    }

    /// No replica could be made: it is tried again.
    void take(ClusterEvent.ReplicaFailed failed) throws InterruptedException {
        progress.say("There is no second database yet: " + failed.reason());
        Thread.sleep(ClusterLauncher.PAUSE);
        makeReplica();
    }

    private void joined(ReplicatedDatabase joined) throws InterruptedException {
        replica = joined;
        watch(joined);
        primary.waitForReplica(true);
        note(new ClusterRoles(roles.primary(), true));
        progress.say("Database " + joined.number() + " is in step with database " + primary.number());
    }

    /// One of them has ended by itself.
    ///
    /// @return whether servers must be led elsewhere, to [#port]
    boolean ended(ReplicatedDatabase database) throws InterruptedException {
        if (database == replica) {
            return replicaEnded(database);
        }
        return database == primary && primaryEnded();
    }

    private boolean replicaEnded(ReplicatedDatabase ended) throws InterruptedException {
        progress.say("Database " + ended.number() + " ended by itself (" + ended.ending() + "); it is made anew");
        replica = null;
        note(new ClusterRoles(roles.primary(), false)); // first, for from the next line on it lacks something
        primary.waitForReplica(false);
        makeReplica();
        return false;
    }

    private boolean primaryEnded() throws InterruptedException {
        var promoted = replica;
        var how = "Database " + primary.number() + " ended by itself (" + primary.ending() + ")";
        if (promoted == null) {
            progress.say(how + "; it is started again, for there is no other");
            primary = ReplicatedDatabase.start(open, program, roles.primary());
            watch(primary);
            primary.lead();
            return true;
        }
        promoted.promote();
        note(roles.exchanged());
        primary = promoted;
        replica = null;
        progress.say(how + "; database " + promoted.number() + " is the primary now");
        makeReplica();
        return true;
    }

    private void note(ClusterRoles now) {
        now.write(open.data().cluster());
        roles = now;
    }

    private void watch(ReplicatedDatabase database) {
        database.ended().thenRun(() -> events.add(new ClusterEvent.DatabaseEnded(database)));
    }

    /// Where the primary is.
    int port() {
        return primary.port();
    }

    /// Stops the primary first, so that the replica has all of it.
    @Override
    public void close() {
        if (making != null) {
            making.interrupt();
            try {
                making.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        primary.close();
        if (replica != null) {
            replica.close();
        }
    }
}
