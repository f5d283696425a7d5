package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Device;
import dev.cairn.accounts.entity.RefreshToken;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.Keys;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Begins, prolongs and ends the sessions of devices.
///
/// A session is a chain of refresh tokens, each good for one exchange. A successor derives from its
/// predecessor and a key of the server, so that a device which lost an answer gets the same token
/// again without any token being stored. Source: RFC 9700, section 4.14.2; decision 0008.
@OneObject
@Transactional(dontRollbackOn = ProblemException.class)
public class Sessions {

    /// How long a device may be away before it must sign in again.
    public static final Duration LIFE = Duration.ofDays(60);

    /// How long a token that was exchanged already answers with the same successor.
    private static final Duration LOST_ANSWER = Duration.ofSeconds(60);

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PLATFORM = 40;

    private final EntityManager entities;
    private final Devices devices;
    private final ActiveDevices activeDevices;
    private final RandomIds ids;
    private final AccessTokens accessTokens;
    private final Keys keys;
    private final Settings settings;
    private final InstantSource clock;

    @Inject
    Sessions(
            EntityManager entities,
            Devices devices,
            ActiveDevices activeDevices,
            RandomIds ids,
            AccessTokens accessTokens,
            Keys keys,
            Settings settings,
            InstantSource clock) {
        this.entities = entities;
        this.devices = devices;
        this.activeDevices = activeDevices;
        this.ids = ids;
        this.accessTokens = accessTokens;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /// Signs a new device in. Who asks for it has proven to be the person.
    ///
    /// @param replaced a device of the person's that is signed out in its place
    /// @throws ProblemException `DEVICE_LIMIT`, with the devices to choose one from
    public Session open(User owner, String deviceName, String platform, Optional<DeviceId> replaced) {
        makeRoom(owner, replaced);
        var now = clock.instant();
        var device = new Device(
                new DeviceId(ids.free(Device.class)),
                owner.id(),
                shortened(deviceName, "Unnamed device", LONGEST_NAME),
                shortened(platform, "unknown", LONGEST_PLATFORM),
                now,
                now.plus(LIFE));
        entities.persist(device);
        entities.flush();
        return session(owner, device, store(RandomIds.bytes(Fingerprint.BYTES), device, now));
    }

    /// Exchanges a refresh token for a new session of the same device.
    ///
    /// Safe to repeat for a minute. After that a token that comes a second time is taken for a
    /// stolen one, and its device is signed out.
    ///
    /// @throws ProblemException `SIGNED_OUT`
    public Session refresh(String token) {
        var bytes = decode(token);
        var now = clock.instant();
        var found = entities.find(RefreshToken.class, hash(bytes), LockModeType.PESSIMISTIC_WRITE);
        if (found == null || found.isExpired(now)) {
            throw signedOut();
        }
        var device = entities.find(Device.class, found.device().value());
        if (!device.isActive(now)) {
            throw signedOut();
        }
        var successor = keys.sign("refresh token", bytes);
        if (found.usedAt().isEmpty()) {
            found.use(now);
            device.seen(now, now.plus(LIFE));
            store(successor, device, now);
        } else if (now.isAfter(found.usedAt().get().plus(LOST_ANSWER))) {
            activeDevices.revoke(device);
            throw signedOut();
        }
        return session(entities.find(User.class, device.user().value()), device, text(successor));
    }

    /// Ends the caller's session. Doing so twice is no error.
    public void close(Caller caller) {
        devices.remove(caller, caller.device());
    }

    private void makeRoom(User user, Optional<DeviceId> replaced) {
        var active = devices.active(user.id());
        var going = active.stream()
                .filter(device -> replaced.filter(device.id()::equals).isPresent())
                .findFirst();
        going.ifPresent(activeDevices::revoke);
        if (going.isEmpty() && active.size() >= user.deviceLimit().orElse(settings.deviceLimit())) {
            var choices = active.stream()
                    .map(device -> Map.of(
                            "deviceId", device.id().toString(),
                            "name", device.name(),
                            "platform", device.platform(),
                            "lastSeenAt", device.lastSeenAt().toString()))
                    .toList();
            throw new ProblemException(
                    ProblemType.DEVICE_LIMIT,
                    "You are signed in on " + active.size() + " devices, as many as you may be."
                            + " Name one as replaceDeviceId to sign it out.",
                    Map.of("devices", choices));
        }
    }

    private String store(byte[] token, Device device, Instant now) {
        entities.persist(new RefreshToken(hash(token), device.id(), now, now.plus(LIFE)));
        return text(token);
    }

    private Session session(User user, Device device, String refreshToken) {
        var caller = new Caller(user.id(), device.id(), user.namespace(), user.role() == User.Role.ADMIN);
        return new Session(
                accessTokens.issue(caller), AccessTokens.LIFE, refreshToken, caller, NodeId.rootOf(user.namespace()));
    }

    private static byte[] hash(byte[] token) {
        return Fingerprint.of(token, 0, token.length).toBytes();
    }

    private static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static byte[] decode(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.ISO_8859_1));
            if (bytes.length == Fingerprint.BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw signedOut();
        }
        throw signedOut();
    }

    private static String shortened(String text, String otherwise, int longest) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        if (clean.isEmpty()) {
            return otherwise;
        }
        return clean.substring(
                0, clean.offsetByCodePoints(0, Math.min(longest, clean.codePointCount(0, clean.length()))));
    }

    private static ProblemException signedOut() {
        return new ProblemException(ProblemType.SIGNED_OUT, "The session is over. Sign in again.");
    }

    /// A signed-in device.
    ///
    /// @param expiresIn how long the access token is good
    public record Session(
            String accessToken, Duration expiresIn, String refreshToken, Caller caller, NodeId rootFolder) {}
}
