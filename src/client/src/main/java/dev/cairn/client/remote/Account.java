package dev.cairn.client.remote;

import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import java.net.URI;

/// Who this device is to the server: what signing in came to. Whoever has it is this device.
///
/// @param server such as `https://cairn.example.org`
/// @param refreshToken good for the next access token, and then replaced
public record Account(
        URI server,
        String email,
        String deviceName,
        UserId userId,
        DeviceId deviceId,
        NodeId rootFolderId,
        String refreshToken) {

    public Account withRefreshToken(String next) {
        return new Account(server, email, deviceName, userId, deviceId, rootFolderId, next);
    }
}
