package dev.cairn.api;

import dev.cairn.testing.Backend;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A look into the database behind the server's back.
final class Rows {

    private Rows() {}

    static int update(Backend backend, String sql, Object... values) {
        try (var connection = backend.connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// The first column.
    static List<String> texts(Backend backend, String sql, Object... values) {
        try (var connection = backend.connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var texts = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// How many statements the database has been sent since it started.
    static long statements(Backend backend) {
        try (var connection = backend.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
            row.next();
            return row.getLong(2);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
