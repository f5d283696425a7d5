package dev.cairn.platform.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements on one connection, for what is done in bulk; everything else goes through JPA.
///
/// Database errors come out as [DatabaseFailure].
public final class Sql {

    private final Connection connection;

    public Sql(Connection connection) {
        this.connection = connection;
    }

    /// `?, ?, ?`: as many as there are values.
    public static String marks(Collection<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    /// Reads all rows of a query.
    public <T> List<T> read(String text, Fill fill, Reader<T> reader) {
        try (var statement = connection.prepareStatement(text)) {
            fill.into(new Parameters(statement));
            try (var rows = statement.executeQuery()) {
                var result = new ArrayList<T>();
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
                return result;
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Runs one statement that changes rows.
    ///
    /// @return how many it changed
    public int update(String text, Fill fill) {
        try (var statement = connection.prepareStatement(text)) {
            fill.into(new Parameters(statement));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Runs a statement for each of the rows, in one go; for none, not at all.
    ///
    /// Generated keys are declined aloud: prepared without a word, Payara's connection asks for them,
    /// and the driver then sends the rows one by one.
    public <R> void batch(String text, Collection<R> rows, FillRow<R> fill) {
        if (rows.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(text, Statement.NO_GENERATED_KEYS)) {
            for (var row : rows) {
                fill.into(new Parameters(statement), row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Fills a statement's parameters, from left to right.
    public static final class Parameters {

        private final PreparedStatement statement;
        private int index;

        private Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        public Parameters add(int value) throws SQLException {
            statement.setInt(++index, value);
            return this;
        }

        public Parameters add(long value) throws SQLException {
            statement.setLong(++index, value);
            return this;
        }

        public Parameters add(boolean value) throws SQLException {
            return add(value ? 1 : 0);
        }

        public Parameters add(@Nullable Long value) throws SQLException {
            if (value == null) {
                statement.setNull(++index, Types.BIGINT);
                return this;
            }
            return add(value.longValue());
        }

        public Parameters add(@Nullable String value) throws SQLException {
            statement.setString(++index, value);
            return this;
        }

        public Parameters add(byte @Nullable [] value) throws SQLException {
            statement.setBytes(++index, value);
            return this;
        }
    }

    @FunctionalInterface
    public interface Fill {
        void into(Parameters parameters) throws SQLException;
    }

    @FunctionalInterface
    public interface FillRow<R> {
        void into(Parameters parameters, R row) throws SQLException;
    }

    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
