package dev.cairn.admin.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Reads lists across all people, page by page, by the key of each page's last row.
@OneObject
public class Look {

    /// Most rows of a page.
    public static final int MOST = 1000;

    private final DataSource database;
    private final SignedTokens tokens;

    @Inject
    Look(DataSource database, SignedTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    <T> List<T> read(String text, Sql.Fill fill, Sql.Reader<T> reader) {
        try (var connection = database.getConnection()) {
            return new Sql(connection).read(text, fill, reader);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// The key that a list goes on after.
    ///
    /// @param first the key of a list's beginning
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of this list's
    String after(String list, @Nullable String cursor, String first) {
        if (cursor == null) {
            return first;
        }
        return tokens.open(list, cursor)
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "nextCursor is not one that this list has given out."));
    }

    /// A page of at most `limit` rows, and the way to the next one if there are more.
    ///
    /// @param rows one more than `limit`, if there are as many
    <T> Page<T> page(String list, List<T> rows, int limit, Function<T, String> key) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var shown = rows.subList(0, limit);
        return new Page<>(shown, tokens.seal(list, key.apply(shown.getLast()).getBytes(StandardCharsets.UTF_8)));
    }

    /// A time of a column that may be empty.
    static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : Times.ofMicros(micros);
    }

    /// A pattern for `LIKE` that finds a text anywhere; the empty text finds all.
    static String anywhere(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
