package org.assemble.ledger.plain;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What was decided of Assemble's own values, one after the other.
final class PlainPolicies {

    /// @param campaign null for everyone
    /// @param value null where the campaign has none of its own any more
    private record Decided(String name, String campaign, LocalDate validFrom, Long value) {}

    private final List<Decided> decisions = new ArrayList<>();

    /// Begins with what the software came with.
    static PlainPolicies seeded(Connection connection) throws SQLException {
        PlainPolicies policies = new PlainPolicies();
        try (Statement query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "select name, valid_from, value from policy order by valid_from")) {
            while (row.next()) {
                policies.decisions.add(
                        new Decided(
                                row.getString(1),
                                null,
                                row.getObject(2, LocalDate.class),
                                row.getLong(3)));
            }
        }
        return policies;
    }

    void set(Stored event) {
        decisions.add(
                new Decided(
                        event.text("policy"),
                        event.text("campaignId"),
                        event.day("validFrom"),
                        event.text("value") == null ? null : event.pence("value")));
    }

    /// The campaign's own value if it has one on the day, or everyone's; what is older than every
    /// decision goes by the first.
    long on(LocalDate day, String name, String campaign) {
        return last(day, name, campaign)
                .filter(own -> campaign != null && own.value() != null)
                .or(() -> last(day, name, null))
                .or(() -> of(name, null).min(Comparator.comparing(Decided::validFrom)))
                .orElseThrow()
                .value();
    }

    private Stream<Decided> of(String name, String campaign) {
        return decisions.stream()
                .filter(one -> one.name().equals(name) && Objects.equals(one.campaign(), campaign));
    }

    /// Of those that hold on the day the one from the latest day on; of two from one day the later
    /// decision.
    private Optional<Decided> last(LocalDate day, String name, String campaign) {
        return of(name, campaign)
                .filter(one -> !one.validFrom().isAfter(day))
                .reduce((one, later) -> later.validFrom().isBefore(one.validFrom()) ? one : later);
    }
}
