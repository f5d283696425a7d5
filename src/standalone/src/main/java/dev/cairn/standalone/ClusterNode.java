package dev.cairn.standalone;

import java.util.concurrent.ExecutionException;

/// One server of a cluster, started again whenever it has ended by itself.
final class ClusterNode implements AutoCloseable {

    private final String name;
    private final Starter starter;
    private final Progress progress;
    private final Thread keeper;

    /// Written by the keeper alone, once there is one.
    private volatile ApplicationServer server;

    /// How this server is started.
    interface Starter {
        ApplicationServer start() throws InterruptedException;
    }

    private ClusterNode(String name, Starter starter, Progress progress, ApplicationServer server) {
        this.name = name;
        this.starter = starter;
        this.progress = progress;
        this.server = server;
        this.keeper = Thread.ofVirtual().name("keeper-" + name).unstarted(this::keep);
    }

    /// Starts it and returns when it answers.
    ///
    /// @throws LaunchException `START_FAILED` the first time alone
    static ClusterNode start(String name, Starter starter, Progress progress) throws InterruptedException {
        var node = new ClusterNode(name, starter, progress, progress.start(name, starter::start));
        node.keeper.start();
        return node;
    }

    private void keep() {
        try {
            while (true) {
                server.ended().get();
                Thread.sleep(ClusterLauncher.PAUSE);
                progress.say("The " + name + " ended by itself (" + server.ending() + "); it is started again");
                server = startedAgain();
            }
        } catch (InterruptedException _) {
            // all stops
        } catch (ExecutionException e) {
            throw new AssertionError("The end of a process does not fail", e);
        }
    }

    private ApplicationServer startedAgain() throws InterruptedException {
        while (true) {
            try {
                return progress.start(name, starter::start);
            } catch (LaunchException e) {
                progress.say(String.valueOf(e.getMessage()));
                Thread.sleep(ClusterLauncher.PAUSE);
            }
        }
    }

    /// Stops it in order, and starts it no more.
    @Override
    public void close() {
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
