package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// What the teams of a region still lack, today and on another day.
final class Regions implements Section {
    private static final double MOST_MILLIS = 50;
    private static final int SEVERAL = 4;

    /// Of each question, before anything is measured: the service was just started.
    static final long WARM_MILLIS = 5_000;

    /// @param goal whether the figure is about this one
    private record Question(String name, String path, int callers, boolean goal) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("a region, one caller", "", 1, true),
                    new Question("the same as of 100 days ago", "?asOf=%s", 1, true),
                    new Question("a region, four callers", "", SEVERAL, false),
                    new Question("a page of its people", "/people?limit=50", 1, false));

    @Override
    public void run(Stage stage, Size size, Report report) throws Exception {
        Country.fill(stage);
        ask(stage, size, report, "4 courses required of 40");
    }

    static void ask(Stage stage, Size size, Report report, String required) throws Exception {
        for (var question : QUESTIONS) {
            Runs.warm(load(stage, question), WARM_MILLIS);
        }
        Map<Question, Measured> measured = new LinkedHashMap<>();
        QUESTIONS.forEach(question ->
                measured.put(question, new Measured(question.name() + ", " + required)));
        for (var round = 0; round < size.rounds(); round++) {
            for (var one : measured.entrySet()) {
                report.round(one.getValue(), Runs.of(stage, size, load(stage, one.getKey())));
            }
        }
        report.say("\nWhat the teams of a region lack: " + required);
        measured.values().forEach(report::figure);
        measured.forEach((question, figure) -> {
            if (question.goal()) {
                report.atMost(figure.name() + ", p99 in ms", figure.millisAt(0.99), MOST_MILLIS);
            }
        });
    }

    private static HttpLoad load(Stage stage, Question question) {
        var day = LocalDate.now().minusDays(100);
        List<byte[]> requests = new ArrayList<>();
        for (var region : Country.REGIONS) {
            requests.add(
                    """
                    GET /api/v1/trainings/regions/%s/compliance%s HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Authorization: Bearer %s\r
                    \r
                    """
                            .formatted(
                                    region,
                                    question.path().formatted(day),
                                    stage.tokenOf(
                                            UUID.randomUUID(),
                                            List.of("/region/" + region),
                                            "regional-coordinator"))
                            .getBytes(US_ASCII));
        }
        var turn = new AtomicInteger();
        return new HttpLoad(
                stage.port(),
                question.callers(),
                200,
                () -> requests.get(turn.getAndIncrement() % requests.size()));
    }
}
