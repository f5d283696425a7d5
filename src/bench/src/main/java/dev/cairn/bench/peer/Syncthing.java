package dev.cairn.bench.peer;

import dev.cairn.bench.measure.Line;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Two Syncthings that share a folder, with nothing between them but a relay that counts.
public final class Syncthing implements AutoCloseable {

    /// What a Syncthing that was just installed waits before it believes a change, in seconds.
    private static final int AS_IT_COMES = 10;

    private static final int TUNED = 1;

    private static final String CONFIGURATION = """
            <configuration version="35">
                <folder id="bench" path="%1$s" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true"
                        fsWatcherDelayS="%2$d">
                    <device id="%3$s"/>
                    <device id="%5$s"/>
                    <minDiskFree unit="%%">0</minDiskFree>
                </folder>
                <device id="%3$s"><address>%4$s</address></device>
                <device id="%5$s"><address>%6$s</address></device>
                <gui enabled="false"/>
                <options>
                    <listenAddress>tcp://127.0.0.1:%7$d</listenAddress>
                    <globalAnnounceEnabled>false</globalAnnounceEnabled>
                    <localAnnounceEnabled>false</localAnnounceEnabled>
                    <relaysEnabled>false</relaysEnabled>
                    <natEnabled>false</natEnabled>
                    <startBrowser>false</startBrowser>
                    <urAccepted>-1</urAccepted>
                    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
                    <crashReportingEnabled>false</crashReportingEnabled>
                    <reconnectionIntervalS>1</reconnectionIntervalS>
                </options>
            </configuration>
            """;

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final Relay relay;

    private Syncthing(Path directory, Relay relay) {
        this.directory = directory;
        this.relay = relay;
    }

    /// Starts both, in a directory of their own; they have met by the time that a file from one
    /// gets to the other.
    ///
    /// @param tuned whether a change is believed after one second instead of ten
    /// @return empty if it is not installed
    public static Optional<Syncthing> start(Path directory, boolean tuned) throws IOException, InterruptedException {
        var program = Program.find("syncthing");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int herePort = freePort();
        int therePort = freePort();
        var relay = Relay.at(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), herePort),
                Line.BARE);
        var pair = new Syncthing(directory, relay);
        var hereId = pair.generate(program.get(), "here");
        var thereId = pair.generate(program.get(), "there");
        int delay = tuned ? TUNED : AS_IT_COMES;
        var relayed = "tcp://127.0.0.1:" + ((InetSocketAddress) relay.address()).getPort();
        // only one of them knows where the other is, so that the relay is the one way
        pair.configure("here", delay, hereId, thereId, "dynamic", herePort);
        pair.configure("there", delay, thereId, hereId, relayed, therePort);
        pair.run(program.get(), "here");
        pair.run(program.get(), "there");
        return Optional.of(pair);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// @return the device's id
    private String generate(Path program, String name) throws IOException, InterruptedException {
        var home = Files.createDirectories(directory.resolve(name + "-home"));
        Files.createDirectories(directory.resolve(name).resolve(".stfolder"));
        output(program.toString(), "generate", "--home=" + home, "--no-default-folder", "--skip-port-probing");
        return output(program.toString(), "--home=" + home, "--device-id").strip();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("Syncthing failed: " + said);
        }
        return said;
    }

    private void configure(String name, int delay, String ownId, String otherId, String otherAddress, int port)
            throws IOException {
        Files.writeString(
                directory.resolve(name + "-home").resolve("config.xml"),
                CONFIGURATION.formatted(directory.resolve(name), delay, ownId, "dynamic", otherId, otherAddress, port));
    }

    private void run(Path program, String name) throws IOException {
        processes.add(new ProcessBuilder(
                        program.toString(),
                        "serve",
                        "--home=" + directory.resolve(name + "-home"),
                        "--no-browser",
                        "--no-restart")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + "-output").toFile())
                .start());
    }

    /// The folder of the first.
    public Path here() {
        return directory.resolve("here");
    }

    /// The folder of the second.
    public Path there() {
        return directory.resolve("there");
    }

    public Part part() {
        return Part.of(
                "Syncthing",
                processes.stream()
                        .map(process -> Part.tree("one", process.toHandle()))
                        .toList());
    }

    /// Bytes between both so far, either way.
    public long wire() {
        return relay.up() + relay.down();
    }

    @Override
    public void close() throws IOException {
        for (var process : processes) {
            process.destroy();
        }
        for (var process : processes) {
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        relay.close();
    }
}
