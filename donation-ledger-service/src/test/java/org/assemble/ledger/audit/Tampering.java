package org.assemble.ledger.audit;

import java.util.List;

/// What a superuser does to one stored row, and what the audit must say about it: the very row, and
/// the column. It is done to a [Victim] of its own, whose names stand here with a `$`.
///
/// @param row which row, as a condition
/// @param change the statement
record Tampering(String table, String row, String change, List<String> said) {

    static final List<Tampering> OF_EVENTS =
            List.of(
                    event(
                            "set data = replace(data::text, '\"pence\":1000', '\"pence\":1001')::json",
                            "event $p: hash",
                            "posting $p/2: pence"),
                    event("set data = '{}'", "event $p: hash", "event $p: data"),
                    event("set type = 'GivenToNobody'", "event $p: hash", "event $p: data"),
                    event("set type = 'GivenToMovement'", "event $p: hash", "posting $p/2"),
                    event(
                            "set stream = 'donation:00000000-0000-0000-0000-000000000000'",
                            "event $p: hash",
                            "event $p: stream"),
                    event("set version = 7", "event $p: hash", "event $p: version"),
                    event("set campaign_id = null", "event $p: hash", "event $p: campaign_id"),
                    event("set occurred = occurred - 1", "event $p: hash", "event $p: occurred"),
                    event(
                            "set effective = effective - 1",
                            "event $p: hash",
                            "posting $p/1: effective"),
                    event(
                            "set recorded = recorded - interval '1 year'",
                            "event $p: hash",
                            "event $p: recorded"),
                    event("set salt = sha256(salt)", "event $p: hash"),
                    event("set hash = sha256(hash)", "event $p: hash"),
                    changed(
                            "event",
                            "position = $p",
                            "delete from event where position = $p",
                            "event $p",
                            "posting $p/1",
                            "command_key donation:bank:$k"));

    /// Alone, because every account is first posted to by another event then. Not behind the last:
    /// whatever the service does by itself would go on from there.
    static final List<Tampering> OF_THE_BEGINNING =
            List.of(
                    changed(
                            "event",
                            "position = 0",
                            "insert into event select 0, stream, version + 1000, campaign_id, type, data, occurred, effective, recorded, salt, hash from event where position = $p",
                            "event 0: hash",
                            "event 1: hash",
                            "posting 0/1"));

    static final List<Tampering> OF_BOOKS =
            List.of(
                    posting("set pence = pence + 1", "posting $p/1: pence"),
                    posting(
                            "set debit = credit, credit = debit",
                            "posting $p/1: debit",
                            "posting $p/1: credit"),
                    posting("set effective = effective + 1", "posting $p/1: effective"),
                    posting("set line = 9", "posting $p/1", "posting $p/9"),
                    posting("set position = 999999", "posting $p/1", "posting 999999/1"),
                    changed(
                            "posting",
                            "position = $p",
                            "delete from posting where position = $p and line = 2",
                            "posting $p/2"),
                    changed(
                            "posting",
                            "position = $p",
                            "insert into posting select position, 9, debit, credit, 5, effective from posting where position = $p and line = 1",
                            "posting $p/9"),
                    account(
                            "set name = 'campaign-payable:00000000-0000-0000-0000-000000000000'",
                            "account $a: name"),
                    account("set kind = 'bank'", "account $a: kind"),
                    account("set campaign_id = null", "account $a: campaign_id"),
                    changed(
                            "account",
                            "name = 'campaign-payable:$c'",
                            "delete from account where name = 'campaign-payable:$c'",
                            "account $a"),
                    changed(
                            "account",
                            "id = 99999",
                            "insert into account values (99999, 'slush', 'bank', null)",
                            "account 99999"),
                    changed(
                            "event_log",
                            "position = $l",
                            "delete from event_log where position = $l",
                            "event_log $l"),
                    told("set data = replace(data::text, '1000', '1001')::json", "event_log $l"),
                    told("set key = 'national'", "event_log $l"),
                    told("set type = 'org.assemble.ledger.DonationLost.v1'", "event_log $l"),
                    told("set subject = 'nobody'", "event_log $l"),
                    told("set id = gen_random_uuid()", "event_log $l: id"),
                    told("set time = time + interval '1 microsecond'", "event_log $l: time"),
                    // Not behind the last: the relay would send it, and none of those that come
                    // then.
                    changed(
                            "event_log",
                            "position = 0",
                            "insert into event_log select 0, gen_random_uuid(), type, subject, key, time, data from event_log where position = $l",
                            "event_log 0"));

    /// What no event holds: documents, and the policies that the software came with.
    static final List<Tampering> OF_DOCUMENTS =
            List.of(
                    changed(
                            "document",
                            "id = '$f'",
                            "delete from document where id = '$f'",
                            "document $f"),
                    document("set body = replace(body::text, '66374958', '66374959')::json"),
                    document("set kind = 'bank-account'"),
                    document("set salt = sha256(salt)"),
                    document("set salt = null"),
                    changed(
                            "document",
                            "id = '$d'",
                            "insert into document values ('$d', 'bank-account', '{}', null)",
                            "document $d"),
                    policy(
                            "match-cap-pence",
                            "update policy set value = value + 1 where name = 'match-cap-pence'",
                            "policy match-cap-pence from 2024-01-01"),
                    policy(
                            "campaign-share-basis-points",
                            "update policy set valid_from = '2024-01-02' where name = 'campaign-share-basis-points'",
                            "policy campaign-share-basis-points from 2024-01-01",
                            "policy campaign-share-basis-points from 2024-01-02"),
                    policy(
                            "approval-limit-pence",
                            "delete from policy where name = 'approval-limit-pence'",
                            "policy approval-limit-pence from 2024-01-01"),
                    policy(
                            "startup-cap-pence",
                            "insert into policy values ('startup-cap-pence', '2025-01-01', 1)",
                            "policy startup-cap-pence from 2025-01-01"));

    static final List<Tampering> OF_KEYS =
            List.of(
                    changed(
                            "command_key",
                            "key = 'donation:bank:$k'",
                            "delete from command_key where key = 'donation:bank:$k'",
                            "command_key donation:bank:$k"),
                    ofDonation("set position = 1", "command_key donation:bank:$k"),
                    ofDonation(
                            "set request = sha256(request)",
                            "command_key donation:bank:$k: request"),
                    ofDonation(
                            "set answer = '{\"id\":\"$d\",\"amount\":{\"amount\":1,\"currency\":\"GBP\"}}', position = null",
                            "command_key donation:bank:$k"),
                    changed(
                            "command_key",
                            "key = 'donation:bank:planted'",
                            "insert into command_key values ('donation:bank:planted', '', null, $p)",
                            "command_key donation:bank:planted"),
                    changed(
                            "command_key",
                            "key = 'donation:bank:made-up'",
                            "insert into command_key values ('donation:bank:made-up', '', '{\"id\":\"00000000-0000-0000-0000-000000000000\"}')",
                            "command_key donation:bank:made-up"),
                    changed(
                            "command_key",
                            "key = 'reversal:bank:$r'",
                            "delete from command_key where key = 'reversal:bank:$r'",
                            "command_key reversal:bank:$r"),
                    ofReversal("set answer = '{}'", "command_key reversal:bank:$r"),
                    ofReversal(
                            "set answer = replace(answer, '400', '401')",
                            "command_key reversal:bank:$r"),
                    ofReversal(
                            "set request = sha256(request)",
                            "command_key reversal:bank:$r: request"),
                    changed(
                            "command_key",
                            "key = 'reversal:bank:planted'",
                            "insert into command_key select 'reversal:bank:planted', request, answer from command_key where key = 'reversal:bank:$r'",
                            "command_key reversal:bank:planted"));

    /// Keys that callers chose, messages' and invoices': an event vouches for each.
    static final List<Tampering> OF_NAMES =
            List.of(
                    changed(
                            "command_key",
                            "key = '$q'",
                            "delete from command_key where key = '$q'",
                            "command_key of event $p"),
                    ofRequest("set request = sha256(request)", "command_key $q"),
                    ofRequest("set answer = '{}'", "command_key $q"),
                    ofRequest("set position = 1", "command_key $q"),
                    ofRequest("set position = null, answer = '{}'", "command_key of event $p"),
                    changed(
                            "command_key",
                            "key in ('$q', '$q' || '2')",
                            "update command_key set key = key || '2' where key = '$q'",
                            "command_key of event $p"),
                    changed(
                            "command_key",
                            "key = '$o'",
                            "delete from command_key where key = '$o'",
                            "command_key of event $n"),
                    ofMessage("set request = sha256(request)"),
                    ofMessage("set answer = '[]'"),
                    changed(
                            "command_key",
                            "key = '$i'",
                            "delete from command_key where key = '$i'",
                            "command_key of event $j"),
                    updated(
                            "command_key",
                            "key = '$i'",
                            "set answer = replace(answer, '1000', '9000')",
                            "command_key $i"),
                    planted("message:planted", "{}", "null"),
                    planted("message:of-another-event", "{}", "$p"),
                    planted("message:of-no-event", "{}", "999999"),
                    planted("invoice:planted", "{}", "$p"),
                    planted("once:planted", "{}", "null"),
                    planted("request:of-another-answer", "{}", "$p"));

    static final List<Tampering> OF_PROOFS =
            List.of(
                    changed(
                            "merkle_node",
                            "level = 8 and number = 0",
                            "update merkle_node set hash = sha256(hash) where level = 8 and number = 0",
                            "merkle_node 8/0"),
                    changed(
                            "merkle_node",
                            "level = 9 and number = 0",
                            "delete from merkle_node where level = 9 and number = 0",
                            "merkle_node 9/0"),
                    changed(
                            "merkle_node",
                            "level = 30",
                            "insert into merkle_node values (30, 0, '')",
                            "merkle_node 30/0"),
                    checkpoint("set root = sha256(root)", "checkpoint $s: root"),
                    checkpoint(
                            "set note = replace(note, 'ledger', 'lodger')", "checkpoint $s: note"),
                    checkpoint("set published = '2020-01-01'", "checkpoint $s: published"),
                    checkpoint(
                            "set published = published + interval '1 microsecond'", "event_log $m"),
                    proof("set id = gen_random_uuid()", "event_log $m: id"),
                    proof("set key = 'lodger'", "event_log $m"),
                    changed(
                            "event_log",
                            "position = $m",
                            "delete from event_log where position = $m",
                            "checkpoint $s: told"),
                    changed(
                            "event_log",
                            "position = 0",
                            "insert into event_log select 0, gen_random_uuid(), type, subject, key, time, data from event_log where position = $m",
                            "event_log 0"),
                    proof("set time = time - interval '1 microsecond'", "event_log $m"),
                    changed(
                            "checkpoint",
                            "size in ($s, $t)",
                            "update checkpoint set size = size - 1 where size = $s",
                            "checkpoint $t: root"),
                    changed(
                            "checkpoint",
                            "size = $s",
                            "delete from checkpoint where size = $s",
                            "event_log $m"),
                    changed(
                            "event_log",
                            "position = $m",
                            "update event_log set data = replace(data::text, 'ledger', 'lodger')::json where position = $m",
                            "event_log $m"),
                    changed(
                            "checkpoint",
                            "size = 999999",
                            "insert into checkpoint select 999999, root, note, published from checkpoint where size = $s",
                            "checkpoint 999999: size"),
                    // A day's sums are what the totals are compared with: of two accounts.
                    sealed(
                            "sealed_day",
                            "set debit_pence = debit_pence + 1 where level = 0 and block = 0 and account = 1",
                            "sealed_day 0/0/1"),
                    sealed(
                            "sealed_total",
                            "set credit_pence = credit_pence + 1 where level = 0 and block = 0 and account = 2",
                            "sealed_total 0/0/2"),
                    sealed(
                            "sealed_block",
                            "set last_day = last_day + 1 where level = 0 and block = 0",
                            "sealed_block 0/0"),
                    changed(
                            "sealed_day",
                            "level = 0 and block = 0",
                            "delete from sealed_day where level = 0 and block = 0 and account = 3",
                            "sealed_day 0/0/3"),
                    changed(
                            "sealed_day",
                            "level = 0 and block = 0",
                            "insert into sealed_day values (0, 0, 9999, '2026-01-01', 1, 1)",
                            "sealed_day 0/0/9999"),
                    changed(
                            "sealed_total",
                            "level = 0 and block = 0",
                            "delete from sealed_total where level = 0 and block = 0 and account = 4",
                            "sealed_total 0/0/4"),
                    changed(
                            "sealed_total",
                            "level = 0 and block = 0",
                            "insert into sealed_total values (0, 0, 9998, 1, 1)",
                            "sealed_total 0/0/9998"),
                    changed(
                            "sealed_block",
                            "level = 5",
                            "insert into sealed_block values (5, 0, null, null, null)",
                            "sealed_block 5/0"),
                    changed(
                            "sealed_prefix",
                            "block = 77",
                            "insert into sealed_prefix values (77, 1, 1, 1)",
                            "sealed_prefix 77/1"));

    private static Tampering changed(String table, String row, String change, String... said) {
        return new Tampering(table, row, change, List.of(said));
    }

    private static Tampering updated(String table, String row, String set, String... said) {
        return changed(table, row, "update %s %s where %s".formatted(table, set, row), said);
    }

    private static Tampering event(String set, String... said) {
        return updated("event", "position = $p", set, said);
    }

    private static Tampering posting(String set, String... said) {
        return changed(
                "posting",
                "position in ($p, 999999)",
                "update posting " + set + " where position = $p and line = 1",
                said);
    }

    private static Tampering account(String set, String said) {
        return changed(
                "account",
                "id = $a",
                "update account " + set + " where name = 'campaign-payable:$c'",
                said);
    }

    private static Tampering told(String set, String said) {
        return updated("event_log", "position = $l", set, said);
    }

    private static Tampering proof(String set, String said) {
        return updated("event_log", "position = $m", set, said);
    }

    private static Tampering document(String set) {
        return updated("document", "id = '$f'", set, "document $f: hash over salt and content");
    }

    private static Tampering policy(String name, String change, String... said) {
        return changed("policy", "name = '" + name + "'", change, said);
    }

    private static Tampering ofRequest(String set, String said) {
        return updated("command_key", "key = '$q'", set, said);
    }

    private static Tampering ofMessage(String set) {
        return updated("command_key", "key = '$o'", set, "command_key $o");
    }

    /// @param position of the event that it pretends to belong to
    private static Tampering planted(String key, String answer, String position) {
        return changed(
                "command_key",
                "key = '" + key + "'",
                "insert into command_key values ('%s', sha256('$p'), '%s', %s)"
                        .formatted(key, answer, position),
                "command_key " + key);
    }

    private static Tampering ofDonation(String set, String said) {
        return updated("command_key", "key = 'donation:bank:$k'", set, said);
    }

    private static Tampering ofReversal(String set, String said) {
        return updated("command_key", "key = 'reversal:bank:$r'", set, said);
    }

    private static Tampering checkpoint(String set, String said) {
        return updated("checkpoint", "size = $s", set, said);
    }

    private static Tampering sealed(String table, String set, String said) {
        return changed(table, "block = 0", "update " + table + " " + set, said);
    }

    boolean isAbout(String name) {
        return row.contains(name)
                || change.contains(name)
                || said.stream().anyMatch(text -> text.contains(name));
    }

    @Override
    public String toString() {
        return change;
    }
}
