package dev.cairn.bench.device;

import dev.cairn.bench.Stage;
import dev.cairn.bench.measure.Line;
import dev.cairn.bench.measure.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The way from one device to Cairn's API and store, by which every byte is counted.
///
/// To the device, `localhost` is another address of the loopback network, where relays listen on
/// Cairn's own ports: so no URL, and nothing that is signed, is any different.
public final class Network {

    private final Path hosts;
    private final List<Relay> relays;

    private Network(Path hosts, List<Relay> relays) {
        this.hosts = hosts;
        this.relays = relays;
    }

    /// @param number tells this network from others of the stage, 2 to 254; closed with the stage
    static Network of(Stage stage, int number, Line line) throws IOException {
        var address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) number});
        var relays = new ArrayList<Relay>();
        for (var target : stage.cairn().addresses()) {
            relays.add(stage.opened(Relay.at(new InetSocketAddress(address, target.getPort()), target, line)));
        }
        var hosts = stage.directory().resolve("hosts-" + number);
        Files.writeString(hosts, address.getHostAddress() + " localhost\n");
        return new Network(hosts, relays);
    }

    /// What a JVM needs to be told to go this way.
    String javaOption() {
        return "-Djdk.net.hosts.file=" + hosts;
    }

    public Wire wire() {
        return new Wire(
                relays.stream().mapToLong(Relay::up).sum(),
                relays.stream().mapToLong(Relay::down).sum(),
                relays.stream().mapToLong(Relay::connections).sum());
    }

    /// @param up bytes that were sent
    /// @param down bytes that came
    public record Wire(long up, long down, long connections) {

        public Wire since(Wire earlier) {
            return new Wire(up - earlier.up, down - earlier.down, connections - earlier.connections);
        }

        public long both() {
            return up + down;
        }
    }
}
