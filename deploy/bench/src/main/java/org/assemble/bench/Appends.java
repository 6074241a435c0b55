package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// A, B and E: one donation after the other, each acknowledged after its commit.
final class Appends implements Section {
    private static final int CLIENTS = 64;
    private static final int FEWER_CLIENTS = 16;

    private static final List<String> SCHEMA =
            List.of(
                    "create schema bare",
                    "create table bare.event (like event including all)",
                    "create table bare.posting (like posting including all)",
                    "insert into bare.event select * from event",
                    "insert into bare.posting select * from posting",
                    "create schema plain",
                    """
                    create table plain.account (
                        id bigint primary key, name text not null, balance bigint not null, version bigint not null)\
                    """,
                    """
                    create table plain.transfer (
                        id uuid primary key, from_account bigint not null references plain.account,
                        to_account bigint not null references plain.account, amount bigint not null,
                        created timestamptz not null, effective date not null, reference text not null)\
                    """,
                    """
                    create table plain.entry (
                        id bigint generated always as identity primary key,
                        transfer uuid not null references plain.transfer, account bigint not null references plain.account,
                        amount bigint not null, previous_balance bigint not null, current_balance bigint not null,
                        account_version bigint not null, created timestamptz not null)\
                    """,
                    "create index on plain.entry (account)",
                    "create index on plain.entry (transfer)",
                    "insert into plain.account values (1, 'bank', 0, 0), (2, 'national-income', 0, 0)",
                    """
                    create function plain.transfer(
                        id uuid, from_id bigint, to_id bigint, pence bigint, effective date, reference text)
                        returns void language plpgsql as $$
                    declare
                        now timestamptz := clock_timestamp();
                        payer plain.account;
                        payee plain.account;
                    begin
                        perform from plain.account as a where a.id in (from_id, to_id) order by a.id for update;
                        insert into plain.transfer values (id, from_id, to_id, pence, now, effective, reference);
                        update plain.account as a set balance = balance - pence, version = version + 1
                            where a.id = from_id returning * into payer;
                        insert into plain.entry
                            (transfer, account, amount, previous_balance, current_balance, account_version, created)
                            values (id, from_id, -pence, payer.balance + pence, payer.balance, payer.version, now);
                        update plain.account as a set balance = balance + pence, version = version + 1
                            where a.id = to_id returning * into payee;
                        insert into plain.entry
                            (transfer, account, amount, previous_balance, current_balance, account_version, created)
                            values (id, to_id, pence, payee.balance - pence, payee.balance, payee.version, now);
                    end
                    $$\
                    """,
                    """
                    select plain.transfer(gen_random_uuid(), 1, 2, 100, current_date, gen_random_uuid()::text)
                    from generate_series(1, 10000)\
                    """);

    private static final String BARE =
            """
            insert into bare.event (position, stream, version, campaign_id, type, data, occurred, effective, recorded, salt, hash)
            values (?, ?, 1, null, 'GivenToNationalFund', ?::json, ?, ?, ?, ?, ?);
            insert into bare.posting (position, line, debit, credit, pence, effective) values (?, 1, 1, 2, ?, ?)\
            """;

    private static final String PLAIN = "select plain.transfer(?, 1, 2, ?, ?, ?)";

    private final AtomicLong position = new AtomicLong(1_000_000_000);

    @Override
    public void run(Stage stage, Size size, Report report) throws Exception {
        prepare(stage);
        var a = new Measured("A  HTTP, one a request, 64 connections");
        var b = new Measured("B  bare clients, one a commit, 64");
        var fewB = new Measured("B  bare clients, one a commit, 16");
        var e = new Measured("E  plain SQL ledger, balances locked, 64");
        var fewE = new Measured("E  plain SQL ledger, balances locked, 16");
        for (var round = 0; round < size.rounds(); round++) {
            report.round(a, Runs.of(stage, size, http(stage)));
            report.round(b, Runs.of(stage, size, new JdbcLoad(stage, CLIENTS, this::bare)));
            report.round(e, Runs.of(stage, size, new JdbcLoad(stage, CLIENTS, Appends::plain)));
            report.round(
                    fewB, Runs.of(stage, size, new JdbcLoad(stage, FEWER_CLIENTS, this::bare)));
            report.round(
                    fewE, Runs.of(stage, size, new JdbcLoad(stage, FEWER_CLIENTS, Appends::plain)));
        }
        report.say("\nOne donation after the other, all to the national account");
        List.of(a, b, fewB, e, fewE).forEach(report::figure);
        report.atLeast("A / B", a.perSecond() / Math.max(b.perSecond(), fewB.perSecond()), 0.4);
        report.atLeast("A / E", a.perSecond() / Math.max(e.perSecond(), fewE.perSecond()), 3);
    }

    private static void prepare(Stage stage) throws SQLException {
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            for (var sql : SCHEMA) {
                statement.execute(sql);
            }
            statement.execute("vacuum analyze");
        }
    }

    static HttpLoad http(Stage stage) {
        var head =
                """
                POST /api/v1/ledger/donations HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                """
                        .formatted(stage.token("service"));
        return new HttpLoad(
                stage.port(),
                CLIENTS,
                201,
                () -> {
                    var body = Donations.json();
                    return (head
                                    + "Idempotency-Key: "
                                    + Donations.id()
                                    + "\r\nContent-Length: "
                                    + body.length()
                                    + "\r\n\r\n"
                                    + body)
                            .getBytes(US_ASCII);
                });
    }

    private JdbcLoad.Once bare(Connection connection) throws SQLException {
        var insert = connection.prepareStatement(BARE);
        var day = LocalDate.now();
        var salt = new byte[16];
        var hash = new byte[32];
        return () -> {
            var donation = Donations.id();
            var at = position.incrementAndGet();
            ThreadLocalRandom.current().nextBytes(hash);
            insert.setLong(1, at);
            insert.setString(2, "donation:" + donation);
            insert.setString(3, Donations.event(donation));
            insert.setObject(4, day);
            insert.setObject(5, day);
            insert.setObject(6, OffsetDateTime.now());
            insert.setBytes(7, salt);
            insert.setBytes(8, hash);
            insert.setLong(9, at);
            insert.setLong(10, 1_000);
            insert.setObject(11, day);
            insert.execute();
        };
    }

    private static JdbcLoad.Once plain(Connection connection) throws SQLException {
        var transfer = connection.prepareStatement(PLAIN);
        var day = LocalDate.now();
        return () -> {
            UUID id = Donations.id();
            transfer.setObject(1, id);
            transfer.setLong(2, 1_000);
            transfer.setObject(3, day);
            transfer.setString(4, id.toString());
            transfer.execute();
        };
    }
}
