package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What finance asks, at one size of the books and at a hundred times as many: one caller, one
/// question after the other.
final class Queries {
    private static final int SMALL_POSTINGS = 100_000;

    /// Days over which the gifts of the books are spread.
    private static final int DAYS = 400;

    /// @param path with a place for a day, which is another one in each request
    /// @param mostMillis of p99; 0 where nothing is asked
    private record Question(String name, String path, double mostMillis) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("balance of the bank", "/accounts/bank/balance", 10),
                    new Question(
                            "balance as of any day", "/accounts/bank/balance?asOf=%s", 10),
                    new Question("trial balance", "/trial-balance", 50),
                    new Question("trial balance as of any day", "/trial-balance?asOf=%s", 50),
                    new Question(
                            "statement page of the bank from any day",
                            "/accounts/bank/statement?from=%s&limit=50",
                            20),
                    new Question("page of donations", "/donations?limit=50", 0),
                    new Question("page of accounts", "/accounts?limit=50", 0),
                    new Question("what is due", "/due", 0));

    private static final String UNSEALED =
            """
            select count(*) from generate_series(0, 6) as l
            where sealed_blocks(l) < case l
                when 0 then (select max(position) from event) / sealed_size(0)
                else sealed_blocks(l - 1) / 8 end\
            """;

    private Queries() {}

    /// Each size has a stage of its own, because the books must be filled while they are empty.
    static void run(Stages stages, Size size, Report report) throws Exception {
        var small = measured(stages, SMALL_POSTINGS, size, report);
        var large = measured(stages, size.manyPostings(), size, report);
        report.say("\nQueries, one caller, in ms: p50 and p99");
        for (var question : QUESTIONS) {
            var few = small.get(question);
            var many = large.get(question);
            report.say(
                    "%-40s at %,d postings %6.2f %6.2f   at %,d %6.2f %6.2f"
                            .formatted(
                                    question.name(),
                                    SMALL_POSTINGS,
                                    few.millisAt(0.5),
                                    few.millisAt(0.99),
                                    size.manyPostings(),
                                    many.millisAt(0.5),
                                    many.millisAt(0.99)));
            if (question.mostMillis() > 0) {
                report.atMost(
                        question.name() + ", p99 in ms",
                        many.millisAt(0.99),
                        question.mostMillis());
                report.atMost(
                        question.name() + ", larger / smaller",
                        many.millisAt(0.5) / few.millisAt(0.5),
                        1.5);
            }
        }
    }

    private static Map<Question, Sample> measured(
            Stages stages, int postings, Size size, Report report) throws Exception {
        var samples = new HashMap<Question, Sample>();
        try (var stage = stages.open()) {
            report.say("  … filling the books with %,d postings".formatted(postings));
            Filling.fill(stage, postings);
            report.say("  … waiting until their blocks are sealed");
            awaitSealed(stage);
            stage.restartService();
            for (var question : QUESTIONS) {
                report.say("  … asking: " + question.name());
                samples.put(question, Runs.of(stage, size, asking(stage, question)));
            }
        }
        return samples;
    }

    private static HttpLoad asking(Stage stage, Question question) {
        var today = LocalDate.now();
        var request =
                """
                GET /api/v1/ledger%s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                \r
                """
                        .formatted(question.path(), stage.token("finance"));
        var days = new Random(DAYS);
        return new HttpLoad(
                stage.port(),
                1,
                200,
                () ->
                        request.formatted(today.minusDays(days.nextInt(DAYS)))
                                .getBytes(US_ASCII));
    }

    /// Until the service has sealed every block that is full.
    private static void awaitSealed(Stage stage) throws SQLException {
        while (stage.number(UNSEALED) > 0) {
            Stage.pause(200);
        }
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }
}
