package dev.cairn.client.app;

import dev.cairn.client.remote.Account;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.wire.Wire;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Where a client keeps what is its own: the account, the database, the socket. Only its owner may
/// enter it.
record Home(Path directory) {

    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());

    static Home at(Path directory) {
        try {
            Files.createDirectories(directory);
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Home(directory.toAbsolutePath());
    }

    Path database() {
        return directory.resolve("base.db");
    }

    Path socket() {
        return directory.resolve("socket");
    }

    Optional<Account> account() {
        var file = directory.resolve("account.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var read = JSON.fromJson(Files.readString(file), Written.class);
            return Optional.of(new Account(
                    URI.create(read.server),
                    read.email,
                    read.deviceName,
                    read.userId,
                    read.deviceId,
                    read.rootFolderId,
                    read.refreshToken));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the account down, in one step.
    void keep(Account account) {
        try {
            var next = directory.resolve("account.json.new");
            Files.writeString(
                    next,
                    JSON.toJson(new Written(
                            account.server().toString(),
                            account.email(),
                            account.deviceName(),
                            account.userId(),
                            account.deviceId(),
                            account.rootFolderId(),
                            account.refreshToken())));
            Files.move(next, directory.resolve("account.json"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forgetAccount() {
        try {
            Files.deleteIfExists(directory.resolve("account.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes sure that one client alone works here, until the lock or the program ends.
    FileLock lock() {
        try {
            var channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            // told below
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new ClientException(ExitCode.RUNNING_ALREADY, "a client is running already with " + directory);
    }

    /// The account as it is in the file.
    public record Written(
            String server,
            String email,
            String deviceName,
            UserId userId,
            DeviceId deviceId,
            NodeId rootFolderId,
            String refreshToken) {}
}
