package org.assemble.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/// Audit and rebuild of all that the sections before have written, beside a reading of the same
/// rows.
final class Proofs implements Section {
    private static final String AUDIT = "/api/v1/ledger/audit";
    private static final String REBUILDS = "/api/v1/ledger/rebuilds";

    @Override
    public void run(Stage stage, Size size, Report report) throws Exception {
        var events = Math.toIntExact(stage.number("select count(*) from event"));
        var audit = new Measured("F  audit of everything");
        var rebuild = new Measured("G  rebuild of the postings");
        var copy = new Measured("H  COPY of events and postings to nowhere");
        for (var round = 0; round < size.rounds(); round++) {
            report.round(audit, Runs.timed(stage, events, () -> audit(stage)));
            report.round(rebuild, Runs.timed(stage, events, () -> rebuild(stage)));
            report.round(copy, Runs.timed(stage, events, () -> copy(stage)));
        }
        report.say("\nAll again, in events a second: " + events + " events");
        List.of(audit, rebuild, copy).forEach(report::figure);
        report.say("  audit / COPY = %.2f".formatted(audit.perSecond() / copy.perSecond()));
        report.say("  rebuild / COPY = %.2f".formatted(rebuild.perSecond() / copy.perSecond()));
    }

    private static HttpURLConnection asked(Stage stage, String path) throws IOException {
        var request = (HttpURLConnection) stage.uri(path).toURL().openConnection();
        request.setRequestProperty("Authorization", "Bearer " + stage.token("finance-approver"));
        return request;
    }

    /// An audit that found a difference measures nothing.
    private static void audit(Stage stage) throws IOException {
        var report = "none";
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(asked(stage, AUDIT).getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                report = line.contains("\"report\"") ? line : report;
            }
        }
        if (!report.contains("\"differences\":0,")) {
            throw new IOException("the audit's report: " + report);
        }
    }

    private static void rebuild(Stage stage) throws IOException {
        var before = lastRebuild(stage);
        var begin = asked(stage, REBUILDS);
        begin.setDoOutput(true);
        begin.setRequestProperty("Content-Type", "application/json");
        begin.getOutputStream().write("{\"projection\":\"postings\"}".getBytes(UTF_8));
        if (begin.getResponseCode() != 202) {
            throw new IOException("a rebuild was answered " + begin.getResponseCode());
        }
        var state = before;
        while (state.equals(before) || !state.contains("\"state\":\"finished\"")) {
            Stage.pause(100);
            state = lastRebuild(stage);
            if (!state.contains("\"failure\":null")) {
                throw new IOException("the rebuild ended with " + state);
            }
        }
    }

    private static String lastRebuild(Stage stage) throws IOException {
        try (var answer = asked(stage, REBUILDS + "/postings").getInputStream()) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }

    private static void copy(Stage stage) throws SQLException, IOException {
        try (var connection = stage.connect()) {
            var reading = connection.unwrap(PGConnection.class).getCopyAPI();
            reading.copyOut("copy event to stdout", OutputStream.nullOutputStream());
            reading.copyOut("copy posting to stdout", OutputStream.nullOutputStream());
        }
    }
}
