package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.wire.Wire;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What a device has asked for with idempotency keys, and what it was told; in the transaction of
/// the commit itself, so that both happened or neither did.
final class Requests {

    /// How long a key is remembered.
    static final Duration LIFE = Duration.ofDays(30);

    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());

    private final Sql sql;
    private final DeviceId device;
    private final Instant now;

    Requests(Connection connection, DeviceId device, Instant now) {
        this.sql = new Sql(connection);
        this.device = device;
        this.now = now;
    }

    /// What makes two requests the same.
    static Fingerprint hash(CommitRequest request) {
        var json = JSON.toJson(request).getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(json, 0, json.length);
    }

    /// What was answered to this request before.
    ///
    /// @throws ProblemException `KEY_REUSED` if the key belongs to another request
    Optional<CommitResult> find(IdempotencyKey key, Fingerprint body) {
        record Row(Fingerprint body, byte[] result) {}
        var found = sql.read(
                "SELECT body_hash, result FROM request WHERE device_id = ? AND request_key = ? AND created_at > ?",
                to -> to.add(device.value()).add(key.value()).add(Times.toMicros(now.minus(LIFE))),
                row -> new Row(Fingerprint.ofBytes(row.getBytes(1)), row.getBytes(2)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var row = found.getFirst();
        if (!row.body.equals(body)) {
            throw new ProblemException(
                    ProblemType.KEY_REUSED, "This Idempotency-Key came with another request before. Use a new one.");
        }
        return Optional.of(unzip(row.result));
    }

    void remember(IdempotencyKey key, Fingerprint body, CommitResult result) {
        sql.update(
                "REPLACE INTO request (device_id, request_key, body_hash, result, created_at) VALUES (?, ?, ?, ?, ?)",
                to -> to.add(device.value())
                        .add(key.value())
                        .add(body.toBytes())
                        .add(zip(result))
                        .add(Times.toMicros(now)));
    }

    private static byte[] zip(CommitResult result) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            JSON.toJson(result, gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static CommitResult unzip(byte[] bytes) {
        try (var json = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return JSON.fromJson(json, CommitResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
