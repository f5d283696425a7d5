package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Device;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A person's signed-in devices.
@OneObject
@Transactional
public class Devices {

    private final EntityManager entities;
    private final ActiveDevices activeDevices;
    private final InstantSource clock;

    @Inject
    Devices(EntityManager entities, ActiveDevices activeDevices, InstantSource clock) {
        this.entities = entities;
        this.activeDevices = activeDevices;
        this.clock = clock;
    }

    /// The devices that are signed in, the last seen first.
    public List<Info> list(Caller caller) {
        return active(caller.user()).stream()
                .map(device -> Info.of(device, caller.device()))
                .toList();
    }

    /// Signs a device out, within a second everywhere. Removing it twice is no error.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not one of the caller's
    public void remove(Caller caller, DeviceId id) {
        var device = entities.find(Device.class, id.value());
        if (device == null || !device.user().equals(caller.user())) {
            throw new ProblemException(ProblemType.NOT_FOUND, "You have no such device.");
        }
        activeDevices.revoke(device);
    }

    /// Signs anybody's device out, within a second everywhere. Whether it may be done is not asked here.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Revoked revoke(DeviceId id) {
        var device = entities.find(Device.class, id.value());
        if (device == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such device.");
        }
        activeDevices.revoke(device);
        return new Revoked(device.user(), device.name());
    }

    /// The password was just given on the caller's device.
    void confirm(Caller caller, Instant until) {
        entities.find(Device.class, caller.device().value()).confirm(until);
    }

    /// Whether the password was given on the caller's device not long ago.
    boolean isConfirmed(Caller caller) {
        return entities.find(Device.class, caller.device().value()).isConfirmed(clock.instant());
    }

    List<Device> active(UserId user) {
        return entities.createNamedQuery(Device.ACTIVE, Device.class)
                .setParameter("user", user.value())
                .setParameter("now", Times.toMicros(clock.instant()))
                .getResultList();
    }

    /// A device that is signed out.
    public record Revoked(UserId user, String name) {}

    /// @param current whether it is the device that asks
    public record Info(
            DeviceId deviceId, String name, String platform, Instant createdAt, Instant lastSeenAt, boolean current) {

        static Info of(Device device, DeviceId asking) {
            return new Info(
                    device.id(),
                    device.name(),
                    device.platform(),
                    device.createdAt(),
                    device.lastSeenAt(),
                    device.id().equals(asking));
        }
    }
}
