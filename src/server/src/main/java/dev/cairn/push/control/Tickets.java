package dev.cairn.push.control;

import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Gives out and takes back tickets for sockets: a browser cannot send a header with a socket's
/// handshake, and a token in an address would end up in logs (decision 0012).
///
/// A ticket is good once, for half a minute, on whichever server node the socket arrives. Only its
/// hash is kept.
@OneObject
public class Tickets {

    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final int BYTES = 32;
    private static final int LENGTH = 43;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Cluster cluster;
    private final ActiveDevices devices;
    private final Settings.Push settings;

    @Inject
    Tickets(Cluster cluster, ActiveDevices devices, Settings settings) {
        this.cluster = cluster;
        this.devices = devices;
        this.settings = settings.push();
    }

    /// A new ticket for who asks.
    public Ticket issue(Caller caller) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        cluster.keep(hash(bytes), form(caller), LIFE);
        return new Ticket(
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                LIFE,
                settings.freshFor(),
                settings.askStaleEvery());
    }

    /// Whose ticket it is, if it is a good one of a device that is still signed in. It is good no
    /// longer.
    public Optional<Caller> redeem(String ticket) {
        if (ticket.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(ticket);
            return cluster.take(hash(bytes)).map(Tickets::read).filter(devices::isActive);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Fingerprint hash(byte[] ticket) {
        return Fingerprint.of(ticket, 0, ticket.length);
    }

    private static byte[] form(Caller caller) {
        return ByteBuffer.allocate(3 * Integer.BYTES + 1)
                .putInt(caller.user().value())
                .putInt(caller.device().value())
                .putInt(caller.own().value())
                .put((byte) (caller.administrator() ? 1 : 0))
                .array();
    }

    private static Caller read(byte[] form) {
        var source = ByteBuffer.wrap(form);
        return new Caller(
                new UserId(source.getInt()),
                new DeviceId(source.getInt()),
                new NamespaceId(source.getInt()),
                source.get() == 1);
    }
}
