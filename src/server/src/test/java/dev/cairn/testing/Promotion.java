package dev.cairn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

/// Makes administrators behind the server's back: its own way is good for the first one alone.
public final class Promotion {

    private Promotion() {}

    /// A new administrator, signed in.
    public static Account administrator(Cairn cairn, String name) {
        var api = new Api(cairn.base());
        var person = Account.signUp(api, name);
        assertThat(update(cairn, "UPDATE user SET role = 'ADMIN' WHERE email = '" + person.email() + "'"))
                .isEqualTo(1);
        return Account.signIn(api, person.email(), Account.PASSWORD, name + "'s console");
    }

    /// Leaves nobody who administers the server, as on its first day.
    public static void undo(Cairn cairn) {
        update(cairn, "UPDATE user SET role = 'USER' WHERE role = 'ADMIN'");
    }

    private static int update(Cairn cairn, String sql) {
        try (var connection = cairn.backend().connect();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
