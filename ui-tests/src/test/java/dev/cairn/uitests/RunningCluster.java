package dev.cairn.uitests;

import dev.cairn.standalone.ClusterLauncher;
import dev.cairn.testing.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `cairn cluster` in a process of its own.
final class RunningCluster implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(15);
    private static final Path HOME = Path.of(System.getProperty("cairn.home")).normalize();

    private final Path data;
    private final int port = freePort();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Process process;

    /// Starts it and waits until it says that it is ready, and its databases are in step.
    RunningCluster(Path data, Map<String, String> environment) throws IOException {
        this.data = data;
        var built = HOME.resolve("src/standalone/target");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        built.resolve("cairn-standalone.jar") + ":" + built.resolve("program/lib/*"),
                        ClusterLauncher.class.getName(),
                        HOME.toString(),
                        "--data=" + data,
                        "--port=" + port,
                        "--store-port=" + freePort()))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        Thread.ofVirtual().start(this::read);
        try {
            awaitSaid("Cairn is ready", 1);
            awaitSaid("is in step", 1);
        } catch (AssertionError failed) {
            close();
            throw failed;
        }
    }

    private void read() {
        try (var out = process.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException _) {
            // it has been ended
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it has said something for so many times.
    void awaitSaid(String words, int times) {
        Poll.until(
                START_LIMIT,
                () -> said(),
                said -> !process.isAlive()
                        || said.stream().filter(line -> line.contains(words)).count() >= times);
        if (!process.isAlive()) {
            throw new AssertionError("It has ended: " + lines);
        }
    }

    /// Waits until both servers say that they are ready.
    void awaitServers() {
        for (int node = 1; node <= 2; node++) {
            int number = node;
            Poll.until(START_LIMIT, () -> isReady(number), ready -> ready);
        }
    }

    private boolean isReady(int node) {
        try {
            var connection = (HttpURLConnection)
                    base(node).resolve("/health/ready").toURL().openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException | AssertionError _) {
            return false; // it is not there yet
        }
    }

    List<String> said() {
        return List.copyOf(lines);
    }

    /// By way of the balancer.
    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// The same under the name that pages are opened by.
    URI pages() {
        return URI.create("http://localhost:" + port);
    }

    /// Past the balancer.
    URI base(int node) {
        return URI.create("http://127.0.0.1:" + argument(node(node), "--port"));
    }

    /// The process of a server, 1 or 2.
    ProcessHandle node(int number) {
        return child("/hazelcast-cluster.yaml", data + "/server/node-" + number);
    }

    /// The process of a database, 1 or 2.
    ProcessHandle database(int number) {
        return child("--server-id=" + number);
    }

    /// The number of the database that counts.
    int primary() {
        try (var roles = Files.lines(data.resolve("cluster.properties"))) {
            return roles.filter(line -> line.startsWith("primary="))
                    .mapToInt(line -> Integer.parseInt(line.substring("primary=".length())))
                    .findAny()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The number of the server to which the balancer leads an address.
    int nodeOf(String address) {
        var entry = Pattern.compile("key=(?:::ffff:)?" + Pattern.quote(address) + " .*server_(?:key|name)=node-(\\d)")
                .matcher(order("show table pages"));
        if (!entry.find()) {
            throw new AssertionError("The balancer knows nobody at " + address);
        }
        return Integer.parseInt(entry.group(1));
    }

    private String order(String words) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(data.resolve("balancer.socket")));
            channel.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.US_ASCII)));
            var answer = ByteBuffer.allocate(64 * 1024);
            while (channel.read(answer) >= 0) {
                // until it has said all
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle child(String... words) {
        return process.children()
                .filter(child -> Stream.of(words)
                        .allMatch(word -> arguments(child).stream().anyMatch(argument -> argument.endsWith(word))))
                .findAny()
                .orElseThrow(() -> new AssertionError("Nothing runs with " + List.of(words) + ": " + lines));
    }

    private static String argument(ProcessHandle process, String name) {
        var arguments = arguments(process);
        return arguments.get(arguments.indexOf(name) + 1);
    }

    private static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException _) {
            return List.of(); // it has just ended
        }
    }

    /// Ends a process of the cluster with `kill -9`, and returns when it is gone.
    static void kill(ProcessHandle victim) {
        victim.destroyForcibly();
        victim.onExit().join();
    }

    /// Stops it in order.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(150, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
