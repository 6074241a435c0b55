package org.assemble.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `./assemble bench ledger`
public final class Bench {

    private static final String ONLY = "--only=";

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var words = Arrays.asList(arguments);
        if (words.isEmpty() || !words.getFirst().equals("ledger")) {
            System.err.println("say what to measure: ./assemble bench ledger [--quick] [--json]");
            System.exit(2);
        }
        var size = words.contains("--quick") ? Size.QUICK : Size.WHOLE;
        var report = new Report(words.contains("--json"));
        var method = method(size);
        method.forEach(report::say);
        var stages = new Stages(data(), build());
        var sections = sections(words);
        if (!sections.isEmpty()) {
            try (var stage = stages.open()) {
                load(stage, size);
                for (var section : sections) {
                    section.run(stage, size, report);
                }
            }
        }
        if (isWanted("queries", words)) {
            Queries.run(stages, size, report);
        }
        report.end(method);
    }

    private static List<Section> sections(List<String> words) {
        return Stream.<Section>of(new Appends(), new Proofs(), new Imports())
                .filter(section -> isWanted(section.getClass().getSimpleName(), words))
                .toList();
    }

    /// `--only=appends` and the like measure that alone.
    private static boolean isWanted(String section, List<String> words) {
        return words.stream().noneMatch(word -> word.startsWith(ONLY))
                || words.contains(ONLY + section.toLowerCase(Locale.ROOT));
    }

    /// Plans are made for tables as they are when a connection first asks: a service that began on
    /// empty ones is started again on full ones.
    private static void load(Stage stage, Size size) throws Exception {
        Donations.importList(stage, stage.token("finance"), size.loaded());
        stage.settle();
        analyze(stage);
        stage.restartService();
        Runs.warm(stage, size.warmRequests());
    }

    private static void analyze(Stage stage) throws SQLException {
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    private static List<String> method(Size size) {
        return List.of(
                "The ledger, measured on this machine in one run: %d processors, Java %s."
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version().feature()),
                "One PostgreSQL for all: fsync, full_page_writes and synchronous_commit on, %s."
                        .formatted(String.join(" ", Stage.POSTGRES_SETTINGS)),
                "The service is its packaged build in a process of its own (%s), with a Kafka that it sends to;"
                                .formatted(String.join(" ", Stage.SERVICE_OPTIONS))
                        + " its tokens are RS256 by an issuer of ours, whose keys it fetches.",
                "%,d donations are loaded and everything is analysed before anything is measured; the service is then"
                                .formatted(size.loaded())
                        + " started again and asked %,d times.".formatted(size.warmRequests()),
                "%d rounds, contestants one after the other in each; %d s to warm up, %d s measured; medians, (lowest–highest)."
                        .formatted(
                                size.rounds(),
                                size.warmMillis() / 1000,
                                size.measuredMillis() / 1000),
                "Before each, the relay has sent everything and PostgreSQL has written a checkpoint.",
                Queries.METHOD,
                "The loader shares the processors with what it loads.");
    }

    private static Path data() {
        return Path.of(Optional.ofNullable(System.getenv("ASSEMBLE_DATA")).orElse(".assemble"))
                .resolve("bench");
    }

    private static Path build() {
        var build =
                Path.of(
                        Optional.ofNullable(System.getenv("BENCH_SERVICE"))
                                .orElse("donation-ledger-service/target/quarkus-app"));
        if (!Files.exists(build.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("the service is not built: there is no " + build);
        }
        return build.toAbsolutePath();
    }
}
