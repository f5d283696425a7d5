package dev.cairn.standalone;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// HAProxy: leads people to the servers that are ready, and the servers to the database that is the primary.
final class Balancer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /// In `haproxy.cfg`.
    private static final String PRIMARY = "database/primary";

    private final ChildProcess process;
    private final Path socket;
    private final int databasePort;

    private Balancer(ChildProcess process, Path socket, int databasePort) {
        this.process = process;
        this.socket = socket;
        this.databasePort = databasePort;
    }

    /// Starts it and returns when it takes orders.
    ///
    /// @param nodePorts where the two servers will be
    /// @param primaryPort where the primary is
    /// @throws LaunchException `START_FAILED`
    static Balancer start(OpenData open, List<Integer> nodePorts, int primaryPort) throws InterruptedException {
        var data = open.data();
        Path socket = data.path().resolve("balancer.socket");
        Path log = data.logs().resolve("balancer.log");
        int databasePort = LoopbackPort.free();
        var environment = Map.of(
                "CAIRN_ADDRESS", LoopbackPort.ADDRESS,
                "CAIRN_PORT", Integer.toString(open.options().port()),
                "CAIRN_NODE_1", LoopbackPort.ADDRESS + ":" + nodePorts.getFirst(),
                "CAIRN_NODE_2", LoopbackPort.ADDRESS + ":" + nodePorts.getLast(),
                "CAIRN_DATABASE", LoopbackPort.ADDRESS + ":" + databasePort,
                "CAIRN_PRIMARY", LoopbackPort.ADDRESS + ":" + primaryPort,
                "CAIRN_BALANCER_SOCKET", socket.toString());
        var command = List.of(
                program().toString(),
                "-db", // in the foreground
                "-p",
                Leftovers.balancerMark(data.path()),
                "-f",
                open.installation().configuration("haproxy.cfg").toString());
        try {
            Files.deleteIfExists(socket);
            var process = ChildProcess.start(command, environment, data.path(), log, STOP_LIMIT);
            var balancer = new Balancer(process, socket, databasePort);
            try {
                balancer.awaitAnswer(log);
                return balancer;
            } catch (RuntimeException | InterruptedException e) {
                process.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LaunchException(ExitCode.START_FAILED, "The balancer did not start: " + e.getMessage(), e);
        }
    }

    private static Path program() {
        return Stream.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new LaunchException(
                        ExitCode.START_FAILED, "There is no HAProxy: install it (apt-get install haproxy)"));
    }

    private void awaitAnswer(Path log) throws InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                order("show info");
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > limit) {
                    throw new LaunchException(
                            ExitCode.START_FAILED, "The balancer did not start" + LogTail.of(log, 0, "ALERT"), e);
                }
            }
            Thread.sleep(50);
        }
    }

    /// Leads the servers to another primary, and ends what still goes to the former one.
    ///
    /// @throws LaunchException `PART_DIED` if it takes no orders any more
    void leadTo(int primaryPort) {
        try {
            order("set server " + PRIMARY + " addr " + LoopbackPort.ADDRESS + " port " + primaryPort
                    + "; shutdown sessions server " + PRIMARY);
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.PART_DIED, "The balancer cannot be led to the new primary: " + e.getMessage(), e);
        }
    }

    private void order(String words) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.US_ASCII)));
            var answer = ByteBuffer.allocate(16 * 1024);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // until it has said all
            }
        }
    }

    /// Where servers reach the primary, whichever it is.
    int databasePort() {
        return databasePort;
    }

    /// Completes when it ends, whoever ended it.
    CompletableFuture<?> ended() {
        return process.ended();
    }

    /// How it ended, for people.
    String ending() {
        return process.ending();
    }

    @Override
    public void close() {
        process.close();
    }
}
