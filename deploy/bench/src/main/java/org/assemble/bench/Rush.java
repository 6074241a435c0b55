package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/// 2,000 people who want 30 seats: who gets one, who waits, and in which order.
final class Rush implements Section {
    private static final int PEOPLE = 2_000;
    private static final int SEATS = 30;
    private static final int CONNECTIONS = 200;
    private static final String ENROL = "{\"personIds\":[],\"waitingList\":true}";

    private static final String SEATED =
            "select count(distinct person_id) from enrolment where session_id = '%s'";
    private static final String WAITING =
            "select count(distinct person_id) from waiting where session_id = '%s'";

    /// Places that are before that of somebody whose request was committed earlier. Who has a seat
    /// has place 0.
    private static final String OUT_OF_ORDER =
            """
            select count(*) from (
                select committed < max(committed) over (order by place groups between unbounded preceding and 1 preceding) as late
                from (select 0 as place, pg_xact_commit_timestamp(xmin) as committed from enrolment where session_id = '%1$s'
                      union all
                      select place, pg_xact_commit_timestamp(xmin) from waiting where session_id = '%1$s') as asked
            ) as placed where late\
            """;

    @Override
    public void run(Stage stage, Size size, Report report) throws Exception {
        var rush = new Measured("a rush of %,d for %d seats".formatted(PEOPLE, SEATS));
        List<UUID> sessions = new ArrayList<>();
        for (var round = 0; round < size.rounds(); round++) {
            var session = session(stage, SEATS);
            sessions.add(session);
            var requests = requests(stage, session);
            report.round(
                    rush,
                    Runs.all(
                            stage,
                            new HttpLoad(
                                    stage.port(),
                                    CONNECTIONS,
                                    200,
                                    () -> requests.hasNext() ? requests.next() : null)));
        }
        report.say("\nA rush, over %d connections".formatted(CONNECTIONS));
        report.figure(rush);
        for (var session : sessions) {
            report.exactly("people with a seat", asked(stage, SEATED, session), SEATS);
            report.exactly("people who wait", asked(stage, WAITING, session), PEOPLE - SEATS);
            report.exactly("places out of order", asked(stage, OUT_OF_ORDER, session), 0);
        }
    }

    private static long asked(Stage stage, String sql, UUID session) throws SQLException {
        return stage.number(sql.formatted(session));
    }

    private static Iterator<byte[]> requests(Stage stage, UUID session) {
        List<byte[]> requests = new ArrayList<>();
        for (var i = 0; i < PEOPLE; i++) {
            requests.add(
                    """
                    POST /api/v1/trainings/sessions/%s/enrolments HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Authorization: Bearer %s\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    \r
                    %s\
                    """
                            .formatted(
                                    session,
                                    stage.tokenOf(UUID.randomUUID(), List.of(), "facilitator"),
                                    ENROL.length(),
                                    ENROL)
                            .getBytes(US_ASCII));
        }
        return requests.iterator();
    }

    /// A session that is planned for next week.
    static UUID session(Stage stage, int seats) throws IOException {
        var begins = Instant.now().plus(Duration.ofDays(7));
        var request =
                (HttpURLConnection)
                        stage.uri("/api/v1/trainings/sessions").toURL().openConnection();
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/json");
        request.setRequestProperty("Authorization", "Bearer " + stage.token("trainer"));
        request.setRequestProperty("Idempotency-Key", UUID.randomUUID().toString());
        request.getOutputStream()
                .write(
                        """
                        {"course":"facilitation","startsAt":"%s","endsAt":"%s","timeZone":"Europe/London",
                         "language":"en","online":{"url":"https://example.org/call"},"capacity":%d}\
                        """
                                .formatted(begins, begins.plus(Duration.ofMinutes(90)), seats)
                                .getBytes(UTF_8));
        if (request.getResponseCode() != 201) {
            throw new IOException(new String(request.getErrorStream().readAllBytes(), UTF_8));
        }
        return UUID.fromString(
                new ObjectMapper().readTree(request.getInputStream()).at("/id").asText());
    }
}
