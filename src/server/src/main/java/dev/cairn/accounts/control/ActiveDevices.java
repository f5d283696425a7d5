package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Device;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which devices are still signed in.
///
/// Asked at every request, so the answer is remembered for half a second: a device that is removed
/// here is out at once, one that another server node removed within a second.
@ApplicationScoped
public class ActiveDevices {

    private static final Duration REMEMBERED = Duration.ofMillis(500);
    private static final int MOST = 100_000;

    private final EntityManager entities;
    private final InstantSource clock;
    private final Map<DeviceId, Answer> answers = new ConcurrentHashMap<>();

    @Inject
    ActiveDevices(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected ActiveDevices() {
        this(null, null);
    }

    /// @throws ProblemException `SIGNED_OUT` if the device was removed, or was away for too long
    public void require(Caller caller) {
        if (!isActive(caller)) {
            throw new ProblemException(ProblemType.SIGNED_OUT, "This device was signed out. Sign in again.");
        }
    }

    public boolean isActive(Caller caller) {
        var now = clock.instant();
        var known = answers.get(caller.device());
        if (known != null && now.isBefore(known.at.plus(REMEMBERED))) {
            return known.active;
        }
        var device = entities.find(Device.class, caller.device().value());
        boolean active = device != null && device.user().equals(caller.user()) && device.isActive(now);
        if (answers.size() >= MOST) {
            answers.clear();
        }
        answers.put(caller.device(), new Answer(active, now));
        return active;
    }

    /// Those of some devices that are still signed in, as it is right now, in one question.
    ///
    /// @param devices at most 1,000
    public Set<DeviceId> active(Collection<DeviceId> devices) {
        if (devices.isEmpty()) {
            return Set.of();
        }
        return entities.createNamedQuery(Device.ACTIVE_OF, Integer.class)
                .setParameter("ids", devices.stream().map(DeviceId::value).toList())
                .setParameter("now", Times.toMicros(clock.instant()))
                .getResultStream()
                .map(DeviceId::new)
                .collect(Collectors.toSet());
    }

    /// Signs a device out.
    @Transactional
    public void revoke(Device device) {
        device.revoke(clock.instant());
        answers.remove(device.id());
    }

    /// Signs out all devices of the caller but the one that asks.
    @Transactional
    public void revokeOthers(Caller caller) {
        active(caller.user())
                .filter(device -> !device.id().equals(caller.device()))
                .forEach(this::revoke);
    }

    /// Signs out all devices of a person.
    @Transactional
    public void revokeAll(UserId user) {
        active(user).forEach(this::revoke);
    }

    private Stream<Device> active(UserId user) {
        return entities.createNamedQuery(Device.ACTIVE, Device.class)
                .setParameter("user", user.value())
                .setParameter("now", Times.toMicros(clock.instant()))
                .getResultStream();
    }

    private record Answer(boolean active, Instant at) {}
}
