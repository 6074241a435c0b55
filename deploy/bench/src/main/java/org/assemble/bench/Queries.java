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
    private static final int POSTINGS_OF_A_LARGE_BLOCK = 2 * 8 * 1024;
    private static final long FIRST_MILLIS = 6_000;
    private static final long WARM_MILLIS = 500;
    private static final long ROUND_MILLIS = 3_000;

    static final String METHOD =
            "Queries: books made in the database, 650 campaigns, gifts over %d days, 1 in 10 dated back up to 5 days and 1 in 100 up to 60; every block that is full sealed, and a checkpoint of everything signed; the smaller books have as many postings behind their last large block as the larger, so that nothing but their size differs; both sizes stand side by side and each question is asked of one and then of the other, so that the ratio does not hang on the time of day; one caller; each question asked for %d s before anything counts, then %.1f s to warm up and %d s measured a round; larger / smaller is of the medians (p50) and of p99, each the median of the rounds."
                    .formatted(
                            Filling.DAY_COUNT,
                            FIRST_MILLIS / 1_000,
                            WARM_MILLIS / 1_000.0,
                            ROUND_MILLIS / 1_000);

    /// @param path with a place for a day, which is another one in each request
    /// @param mostMillis of p99; 0 where nothing is asked
    private record Question(String name, String path, double mostMillis) {}

    /// @param answers what was measured of each question so far
    private record Books(Stage stage, int postings, Map<Question, Measured> answers) {
        Measured measured(Question question) {
            return answers.computeIfAbsent(
                    question, _ -> new Measured("%s, at %,d".formatted(question.name(), postings)));
        }
    }

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("balance of the bank", "/accounts/bank/balance", 10),
                    new Question("balance as of any day", "/accounts/bank/balance?asOf=%s", 10),
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

    private static final String UNSIGNED =
            "select max(position) - (select coalesce(max(size), 0) from checkpoint) from event";

    private Queries() {}

    /// Each size has a stage of its own, because the books must be filled while they are empty.
    static void run(Stages stages, Size size, Report report) throws Exception {
        try (var small = stages.open("smaller");
                var large = stages.open("larger")) {
            var books =
                    List.of(
                            filled(small, smaller(size.manyPostings()), report),
                            filled(large, size.manyPostings(), report));
            // A Java program is compiled while it runs.
            for (var question : QUESTIONS) {
                for (var each : books) {
                    Runs.of(each.stage(), 0, FIRST_MILLIS, asking(each.stage(), question));
                }
            }
            for (var round = 0; round < size.rounds(); round++) {
                for (var question : QUESTIONS) {
                    for (var each : books) {
                        report.round(
                                each.measured(question),
                                Runs.of(
                                        each.stage(),
                                        WARM_MILLIS,
                                        ROUND_MILLIS,
                                        asking(each.stage(), question)));
                    }
                }
            }
            compared(books.getFirst(), books.getLast(), report);
        }
    }

    private static void compared(Books small, Books large, Report report) {
        report.say("\nQueries, one caller after the other");
        for (var question : QUESTIONS) {
            var few = small.measured(question);
            var many = large.measured(question);
            report.figure(few);
            report.figure(many);
            if (question.mostMillis() > 0) {
                report.atMost(
                        question.name() + ", p99 in ms",
                        many.millisAt(0.99),
                        question.mostMillis());
                report.atMost(
                        question.name() + ", larger / smaller, p50",
                        many.millisAt(0.5) / few.millisAt(0.5),
                        1.5);
                report.atMost(
                        question.name() + ", larger / smaller, p99",
                        many.millisAt(0.99) / few.millisAt(0.99),
                        1.5);
            }
        }
    }

    /// What is behind the last large block is read each time, and that it is much or little has
    /// nothing to do with the size of the books.
    private static int smaller(int postings) {
        return SMALL_POSTINGS + Math.floorMod(postings - SMALL_POSTINGS, POSTINGS_OF_A_LARGE_BLOCK);
    }

    private static Books filled(Stage stage, int postings, Report report) throws Exception {
        report.say("  … filling the books with %,d postings".formatted(postings));
        Filling.fill(stage, postings);
        report.say("  … waiting until their blocks are sealed");
        awaitSealed(stage);
        stage.restartService();
        report.say("  … waiting until a checkpoint of them is signed");
        awaitSigned(stage);
        return new Books(stage, postings, new HashMap<>());
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
        var days = new Random(1);
        return new HttpLoad(
                stage.port(),
                1,
                200,
                () ->
                        request.formatted(today.minusDays(days.nextInt(Filling.DAY_COUNT)))
                                .getBytes(US_ASCII));
    }

    /// Until the service has sealed every block that is full.
    private static void awaitSealed(Stage stage) throws SQLException {
        stage.awaitNone(UNSEALED, "blocks are not sealed");
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    /// Until the service has hashed what was put in behind its back, for its first checkpoint: one
    /// that recorded it itself would have done so hour by hour.
    private static void awaitSigned(Stage stage) throws SQLException {
        stage.awaitNone(UNSIGNED, "there is no checkpoint of everything");
    }
}
