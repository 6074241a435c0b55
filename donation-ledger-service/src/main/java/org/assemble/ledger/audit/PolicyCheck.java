package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assemble.ledger.policy.model.Policy;
import org.assemble.ledger.policy.model.Seeds;

/// The policies before the first decision decide shares and caps, and no event holds them: the
/// software knows what it came with.
final class PolicyCheck implements Check {

    private static final String NAME = "policy";

    private static final String STORED =
            "select name, valid_from::text, value from policy order by name, valid_from";

    private final Connection connection;
    private final Findings findings;

    PolicyCheck(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void see(Audited event) {
        // Decisions are events themselves; the chain's check sees them.
    }

    @Override
    public void end() throws SQLException {
        Map<String, Long> expected =
                Seeds.ALL.stream().collect(Collectors.toMap(PolicyCheck::row, Policy::value));
        Map<String, Long> found = stored();
        Map<String, Long> all = new TreeMap<>(expected);
        all.putAll(found);
        for (String row : all.keySet()) {
            if (!all.get(row).equals(expected.get(row)) || !found.containsKey(row)) {
                findings.differs(NAME, null, row, expected.get(row), found.get(row));
            }
        }
    }

    private static String row(Policy policy) {
        return row(policy.name().text(), policy.validFrom().toString());
    }

    private static String row(String name, String validFrom) {
        return "policy %s from %s".formatted(name, validFrom);
    }

    private Map<String, Long> stored() throws SQLException {
        Map<String, Long> stored = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(STORED);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                stored.put(row(rows.getString(1), rows.getString(2)), rows.getLong(3));
            }
        }
        return stored;
    }
}
