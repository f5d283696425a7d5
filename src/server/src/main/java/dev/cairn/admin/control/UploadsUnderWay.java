package dev.cairn.admin.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is being uploaded: by whom, and how far it is. Not what: names are nobody's business but their
/// owners'.
@OneObject
public class UploadsUnderWay {

    private static final String LIST = "uploads cursor";
    private static final String FIRST = Long.MAX_VALUE + " 0 0";

    private final Look look;

    @Inject
    UploadsUnderWay(Look look) {
        this.look = look;
    }

    /// Those that go on for the longest come first.
    ///
    /// @param limit 1 to [Look#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of this list's
    public Page<Info> list(Administrator by, @Nullable String cursor, int limit) {
        var after = look.after(LIST, cursor, FIRST).split(" ");
        var expires = Long.parseLong(after[0]);
        var namespace = Integer.parseInt(after[1]);
        var rows = look.read(
                """
                SELECT u.namespace_id, u.id, u.user_id, p.email, d.name, u.expected_bytes, u.created_at, u.expires_at,
                    (SELECT COALESCE(SUM(k.size), 0) FROM upload_pack k
                        WHERE k.namespace_id = u.namespace_id AND k.upload_id = u.id AND k.status = 2),
                    (SELECT COUNT(*) FROM upload_pack k
                        WHERE k.namespace_id = u.namespace_id AND k.upload_id = u.id AND k.status <> 2)
                FROM upload u JOIN user p ON p.id = u.user_id JOIN device d ON d.id = u.device_id
                WHERE u.state = 1 AND (u.expires_at < ? OR (u.expires_at = ?
                    AND (u.namespace_id > ? OR (u.namespace_id = ? AND u.id > ?))))
                ORDER BY u.expires_at DESC, u.namespace_id, u.id LIMIT ?""",
                parameters -> parameters
                        .add(expires)
                        .add(expires)
                        .add(namespace)
                        .add(namespace)
                        .add(Long.parseLong(after[2]))
                        .add(limit + 1),
                UploadsUnderWay::row);
        var page = look.page(LIST, rows, limit, Row::key);
        return new Page<>(page.items().stream().map(Row::info).toList(), page.nextCursor());
    }

    private static Row row(ResultSet row) throws SQLException {
        var info = new Info(
                new UploadId(new NamespaceId(row.getInt(1)), row.getLong(2)),
                new UserId(row.getInt(3)),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(9),
                row.getInt(10),
                Times.ofMicros(row.getLong(7)),
                Times.ofMicros(row.getLong(8)));
        return new Row(info, row.getLong(8) + " " + row.getInt(1) + " " + row.getLong(2));
    }

    private record Row(Info info, String key) {}

    /// @param email who uploads
    /// @param expectedBytes what the client has said
    /// @param storedBytes of packs that are in the store
    /// @param packsUnderWay how many have been asked for and are not there yet
    /// @param expiresAt when it is given up
    public record Info(
            UploadId uploadId,
            UserId userId,
            String email,
            String deviceName,
            long expectedBytes,
            long storedBytes,
            int packsUnderWay,
            Instant createdAt,
            Instant expiresAt) {}
}
