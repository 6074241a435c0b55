package org.assemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPostgresTest {
    private static final String PASSWORD = "it's a secret";

    @TempDir Path folder;

    private final int port = Ports.free();

    @AfterEach
    void nothing_is_left() {
        Child.find(home(), Postgres.PART).ifPresent(Child::kill);
    }

    private Home home() {
        return new Home(folder);
    }

    @Test
    void data_survive_a_stop_and_a_kill() throws SQLException {
        try (var postgres = Postgres.start(home(), port, PASSWORD)) {
            run(postgres, "CREATE TABLE note (text text)");
            run(postgres, "INSERT INTO note VALUES ('before the stop')");
        }
        var killed = Postgres.start(home(), port, PASSWORD);
        run(killed, "INSERT INTO note VALUES ('before the kill')");
        killed.kill();
        try (var again = Postgres.start(home(), port, PASSWORD);
                var connection = again.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT string_agg(text, ', ') FROM note")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("before the stop, before the kill");
        }
        assertThat(Child.find(home(), Postgres.PART)).isEmpty();
    }

    @Test
    void one_that_a_killed_starter_left_behind_is_replaced() {
        var left = Postgres.start(home(), port, PASSWORD);
        try (var postgres = Postgres.start(home(), port, PASSWORD)) {
            assertThat(left.child().alive()).isFalse();
            assertThat(postgres.child().alive()).isTrue();
        }
    }

    @Test
    void the_app_role_may_connect_and_nothing_else() throws SQLException {
        try (var postgres = Postgres.start(home(), port, PASSWORD)) {
            postgres.create(new Postgres.Database(port, "campaign", "first", "first"));
            var database = new Postgres.Database(port, "campaign", "o'wner", "a'pp");
            postgres.create(database);
            var url = "jdbc:postgresql://" + database.address();
            try (var owner = DriverManager.getConnection(url, database.owner(), "o'wner");
                    var app = DriverManager.getConnection(url, database.app(), "a'pp")) {
                owner.createStatement().execute("CREATE TABLE entry (pence bigint)");
                owner.createStatement().execute("GRANT INSERT, SELECT ON entry TO campaign_app");
                app.createStatement().execute("INSERT INTO entry VALUES (1)");
                assertThatThrownBy(() -> app.createStatement().execute("DELETE FROM entry"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> app.createStatement().execute("CREATE TABLE mine ()"))
                        .hasMessageContaining("permission denied");
            }
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl("postgres"), "campaign_app", "wrong"))
                    .hasMessageContaining("authentication failed");
        }
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (var other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Postgres.start(home(), other.getLocalPort(), PASSWORD))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("port " + port + ", which postgres needs, is taken");
        }
    }

    private static void run(Postgres postgres, String sql) throws SQLException {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
