package org.assemble.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Neighbours;
import org.assemble.ledger.checkpoint.Donations;

/// Rows that one tampering changes and no other touches.
///
/// @param names what they are called: `$p` the position of a payment, `$d` its donation, `$k` its
///   reference, `$l` where it was told, `$c` its campaign, `$a` the account of what that is owed,
///   `$r` the reference of its reversal, `$q` the key of its request, `$f` the document of an
///   invoice, `$i` its key and `$j` its position, `$o` the message of a pledge and `$n` its
///   position, `$s` the size of a checkpoint, `$t` one less, and `$m` where that was told
record Victim(Tampering tampering, Map<String, String> names) {

    private static final String NAMES =
            """
            select position as "$p", ? as "$d", data #>> '{gift,reference}' as "$k",
                (select position from event_log where subject = ? and type like '%DonationRecorded.v1') as "$l",
                campaign_id as "$c",
                (select id from account where name = 'campaign-payable:' || event.campaign_id) as "$a",
                (select key from command_key where position = event.position and key like 'request:%') as "$q"
            from event where stream = 'donation:' || ? and version = 1\
            """;

    private static final String DOCUMENT =
            """
            select data ->> 'documentId' as "$f", position as "$j",
                (select key from command_key where position = event.position and key like 'invoice:%') as "$i"
            from event
            where type = 'InvoiceSubmitted' and campaign_id = ?::uuid order by position desc limit 1\
            """;

    private static final String PLEDGE =
            """
            select event.position as "$n", key as "$o"
            from event join command_key on command_key.position = event.position
            where stream = 'mandate:' || ? and version = 1\
            """;

    private static final String CHECKPOINT =
            """
            select size as "$s", size - 1 as "$t", (
                select position from event_log
                where type like '%CheckpointPublished.v1' and data ->> 'size' = size::text) as "$m"
            from checkpoint where size = ?::bigint\
            """;

    /// A campaign with a mandate whose payments are shared.
    record Campaign(UUID id, UUID mandate) {
        static Campaign launched() {
            UUID id = Neighbours.agreedCampaign();
            Neighbours.launch(id);
            return new Campaign(id, Neighbours.pledges(id, 1_000).getFirst());
        }
    }

    /// Between the payments of two victims stands another's: a hash covers the one before it.
    static Victim of(Tampering tampering, Campaign common, Connection superuser)
            throws SQLException {
        boolean ownCampaign = tampering.isAbout("$a") || tampering.isAbout("$o");
        Campaign campaign = ownCampaign ? Campaign.launched() : common;
        String donation = Donations.paid(campaign.mandate(), 1_000);
        Donations.given(1);
        Map<String, String> names = new HashMap<>();
        if (tampering.isAbout("$r")) {
            Map<String, Object> reversal = Api.reversal(400);
            Api.post(Api.FIN, "/api/v1/ledger/donations/" + donation + "/reversals", reversal)
                    .statusCode(201);
            names.put("$r", reversal.get("reference").toString());
        }
        if (tampering.isAbout("$o")) {
            look(superuser, names, PLEDGE, campaign.mandate().toString());
        }
        if (tampering.isAbout("$f") || tampering.isAbout("$i")) {
            Api.post(
                            Api.organiserOf(campaign.id()),
                            "/api/v1/ledger/invoices",
                            Api.invoice(campaign.id(), 1_000))
                    .statusCode(201);
            look(superuser, names, DOCUMENT, campaign.id().toString());
        }
        if (tampering.isAbout("$s") || tampering.isAbout("$m")) {
            long size = Donations.checkpoint();
            // Two, so that no other checkpoint has one less.
            Donations.given(2);
            look(superuser, names, CHECKPOINT, Long.toString(size));
        }
        look(superuser, names, NAMES, donation, donation, donation);
        return new Victim(tampering, names);
    }

    private static void look(
            Connection superuser, Map<String, String> names, String sql, String... values)
            throws SQLException {
        try (PreparedStatement query = superuser.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    names.put(row.getMetaData().getColumnLabel(i), row.getString(i));
                }
            }
        }
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace(name.getKey(), name.getValue());
        }
        assertThat(filled).doesNotContain("$");
        return filled;
    }

    List<String> said() {
        return tampering.said().stream().map(this::filled).toList();
    }

    /// @param number of the table that keeps what was there
    void suffer(Statement superuser, int number) throws SQLException {
        superuser.execute(
                "create temp table saved_%d as select * from %s where %s"
                        .formatted(number, tampering.table(), filled(tampering.row())));
        assertThat(superuser.executeUpdate(filled(tampering.change())))
                .as("rows that the test has changed by %s", tampering)
                .isPositive();
    }

    void recover(Statement superuser, int number) throws SQLException {
        restore(superuser, tampering.table(), filled(tampering.row()), "saved_" + number);
    }

    /// By key where the change took the row out of what `row` finds.
    static void restore(Statement superuser, String table, String row, String saved)
            throws SQLException {
        superuser.execute("delete from %s where %s".formatted(table, row));
        String key =
                switch (table) {
                    case "event", "event_log" -> "position";
                    case "checkpoint" -> "size";
                    case "command_key" -> "key";
                    case "account", "document" -> "id";
                    default -> null;
                };
        if (key != null) {
            superuser.execute(
                    "delete from %s where %s in (select %s from %s)"
                            .formatted(table, key, key, saved));
        }
        superuser.execute("insert into %s select * from %s".formatted(table, saved));
    }
}
