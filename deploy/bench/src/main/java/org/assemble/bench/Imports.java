package org.assemble.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;

/// C and D: many donations in one list.
final class Imports implements Section {
    private static final int BATCH = 1_000;

    private static final List<String> SCHEMA =
            List.of(
                    "create schema arrays",
                    "create table arrays.event (like event including all)",
                    "create table arrays.posting (like posting including all)",
                    "create table arrays.command_key (like command_key including all)",
                    "create table arrays.event_log (like event_log including all)",
                    "insert into arrays.event select * from event",
                    "insert into arrays.posting select * from posting",
                    "insert into arrays.command_key select * from command_key",
                    "insert into arrays.event_log select * from event_log");

    private static final String INSERT =
            """
            insert into arrays.event (position, stream, version, campaign_id, type, data, occurred, effective, recorded, salt, hash)
            select p, s, 1, null, 'GivenToNationalFund', d::json, ?::date, ?::date, ?, a, h
            from unnest(?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[]) as e(p, s, d, a, h);
            insert into arrays.posting (position, line, debit, credit, pence, effective)
            select p, 1, 1, 2, n, ?::date from unnest(?::bigint[], ?::bigint[]) as e(p, n);
            insert into arrays.command_key (key, request, position)
            select * from unnest(?::text[], ?::bytea[], ?::bigint[]);
            insert into arrays.event_log (position, id, type, subject, key, time, data)
            select p, i::uuid, 'org.assemble.ledger.DonationRecorded.v1', i, 'national', ?, d::json
            from unnest(?::bigint[], ?::text[], ?::text[]) as e(p, i, d)\
            """;

    private long position = 1_000_000_000;

    @Override
    public void run(Stage stage, Size size, Report report) throws Exception {
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            for (var sql : SCHEMA) {
                statement.execute(sql);
            }
            statement.execute("vacuum analyze");
        }
        var c = new Measured("C  NDJSON import");
        var d = new Measured("D  bare client, arrays of " + BATCH);
        var token = stage.token("finance");
        for (var round = 0; round < size.rounds(); round++) {
            report.round(
                    c,
                    Runs.timed(
                            stage,
                            size.imported(),
                            () -> Donations.importList(stage, token, size.imported())));
            report.round(
                    d, Runs.timed(stage, size.imported(), () -> insert(stage, size.imported())));
        }
        report.say("\nMany donations at once: " + size.imported() + " in one list");
        List.of(c, d).forEach(report::figure);
        report.atLeast("C / D", c.perSecond() / d.perSecond(), 0.6);
    }

    private void insert(Stage stage, int count) throws SQLException {
        try (var connection = stage.connect();
                var insert = connection.prepareStatement(INSERT)) {
            for (var done = 0; done < count; done += BATCH) {
                var now = OffsetDateTime.now();
                var day = LocalDate.now();
                var positions = LongStream.range(position, position + BATCH).toArray();
                position += BATCH;
                var ids = new UUID[BATCH];
                Arrays.setAll(ids, _ -> Donations.id());
                var arrays = new Arrayed(connection, ids);
                var at = arrays.of("int8", positions);
                insert.setObject(1, day);
                insert.setObject(2, day);
                insert.setObject(3, now);
                insert.setArray(4, at);
                insert.setArray(5, arrays.texts(id -> "donation:" + id));
                insert.setArray(6, arrays.texts(Donations::event));
                insert.setArray(7, arrays.bytes(16));
                insert.setArray(8, arrays.bytes(32));
                insert.setObject(9, day);
                insert.setArray(10, at);
                insert.setArray(11, at);
                insert.setArray(12, arrays.texts(id -> "donation:bank:" + id));
                insert.setArray(13, arrays.bytes(32));
                insert.setArray(14, at);
                insert.setObject(15, now);
                insert.setArray(16, at);
                insert.setArray(17, arrays.texts(UUID::toString));
                insert.setArray(18, arrays.texts(Imports::announcement));
                insert.execute();
            }
        }
    }

    private static String announcement(UUID donation) {
        return "{\"donationId\":\""
                + donation
                + "\",\"campaignId\":null,\"assemblyId\":null,\"mandateId\":null,\"amountPence\":1000,"
                + "\"campaignSharePence\":0,\"matchedPence\":0,\"receivedOn\":\"2026-11-22\",\"fund\":\"national\"}";
    }

    private interface Text {
        String of(UUID donation);
    }

    private record Arrayed(Connection connection, UUID[] ids) {

        Array of(String type, Object values) throws SQLException {
            return connection.unwrap(PGConnection.class).createArrayOf(type, values);
        }

        Array texts(Text text) throws SQLException {
            return of("text", Arrays.stream(ids).map(text::of).toArray(String[]::new));
        }

        Array bytes(int length) throws SQLException {
            var all = new byte[ids.length][length];
            for (var one : all) {
                ThreadLocalRandom.current().nextBytes(one);
            }
            return of("bytea", all);
        }
    }
}
