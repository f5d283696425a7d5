package dev.cairn.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// `cairn cluster`: two servers, a balancer before them, a database with a replica, a store for both; on this
/// machine alone. Servers that end are started again, and the replica takes the place of a primary that ends.
public final class ClusterLauncher {

    /// Before a part that has ended is started again; a signal to all processes at once reaches the children first,
    /// and comes to us within this.
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final List<String> NODES = List.of("first server", "second server");

    private final Progress progress;
    private final BlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();

    private ClusterLauncher(Progress progress) {
        this.progress = progress;
    }

    /// @param arguments the directory of the program, then the options of `cairn cluster`
    public static void main(String[] arguments) {
        Foreground.run(progress -> {
            var given = Arrays.asList(arguments);
            var options = LaunchOptions.parse(Path.of(given.getFirst()), given.subList(1, given.size()));
            if (!options.entrance().equals(Entrance.LOCAL)) {
                throw new LaunchException(ExitCode.USAGE, "cairn cluster is for this machine alone, without HTTPS");
            }
            OpenData.with(options, progress, new ClusterLauncher(progress)::run);
        });
    }

    private void run(OpenData open, RunningParts parts) throws InterruptedException {
        open.data().requireCluster();
        var front = new Front(open.options().entrance(), open.options().port(), Optional.empty());
        var databases = progress.start("databases", () -> parts.add(ClusterDatabases.start(open, progress, events)));
        var store = progress.start("object store", () -> parts.add(store(open, front)));
        var nodePorts = List.of(LoopbackPort.free(), LoopbackPort.free());
        var balancer = progress.start("balancer", () -> parts.add(Balancer.start(open, nodePorts, databases.port())));
        balancer.ended().thenRun(() -> events.add(new ClusterEvent.BalancerEnded(balancer.ending())));
        startNodes(open, parts, nodePorts, Database.jdbcUrl(balancer.databasePort()), store);
        progress.say("Cairn is ready at " + front.url());
        open.showTokenOnce(progress);
        while (true) {
            handle(events.take(), databases, balancer);
        }
    }

    private static ObjectStore store(OpenData open, Front front) {
        return ObjectStore.start(
                open.data().store(),
                open.options().storePort(),
                open.storeCredentials(),
                front.entrance().origins(front.port()));
    }

    private void startNodes(OpenData open, RunningParts parts, List<Integer> ports, String jdbcUrl, ObjectStore store)
            throws InterruptedException {
        var gridPorts = List.of(LoopbackPort.free(), LoopbackPort.free());
        var settings = ServerSettings.of(open, jdbcUrl, store);
        for (int number = 1; number <= NODES.size(); number++) {
            var node = ServerNode.of(open.data(), number, gridPorts);
            var front = new Front(Entrance.LOCAL, ports.get(number - 1), Optional.empty());
            parts.add(ClusterNode.start(
                    NODES.get(number - 1),
                    () -> ApplicationServer.start(open.installation(), open.data(), node, front, settings),
                    progress));
        }
    }

    private static void handle(ClusterEvent event, ClusterDatabases databases, Balancer balancer)
            throws InterruptedException {
        switch (event) {
            case ClusterEvent.DatabaseEnded(var database) -> {
                if (databases.ended(database)) {
                    balancer.leadTo(databases.port());
                }
            }
            case ClusterEvent.ReplicaMade made -> databases.take(made);
            case ClusterEvent.ReplicaFailed failed -> databases.take(failed);
            case ClusterEvent.BalancerEnded(var how) ->
                throw new LaunchException(ExitCode.PART_DIED, "The balancer ended by itself (" + how + ")");
        }
    }
}
