package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.assemble.local.Kafka;
import org.junit.jupiter.api.Test;

class RealPartsTest {
    private final Map<String, String> settings = RealParts.settings("purse");

    @Test
    void the_database_can_be_taken_away_and_given_back() throws SQLException {
        try (var connection = connect()) {
            connection.createStatement().execute("CREATE TABLE kept ()");
        }
        RealParts.database().kill();
        assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
        RealParts.database().start();
        RealParts.database().stop();
        RealParts.database().start();
        try (var connection = connect()) {
            connection.createStatement().execute("SELECT FROM kept");
        }
    }

    @Test
    void the_broker_has_every_topic_and_keeps_them_when_it_is_killed() throws Exception {
        RealParts.broker().kill();
        RealParts.broker().start();
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", settings.get("ASSEMBLE_KAFKA")))) {
            var names = Kafka.topics().stream().map(Kafka.Topic::name).toList();
            assertThat(admin.listTopics().names().get()).containsAll(names);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + settings.get("ASSEMBLE_DB_URL"),
                settings.get("ASSEMBLE_DB_OWNER"),
                settings.get("ASSEMBLE_DB_OWNER_PASSWORD"));
    }
}
