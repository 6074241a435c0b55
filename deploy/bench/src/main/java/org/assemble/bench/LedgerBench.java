package org.assemble.bench;

import java.util.List;
import java.util.stream.Stream;

/// `./assemble bench ledger`: beside bare clients of the same PostgreSQL, and a plain SQL ledger.
final class LedgerBench {

    private LedgerBench() {}

    static void run(List<String> words, Size size, Report report) throws Exception {
        var method = method(size);
        method.forEach(report::say);
        var stages =
                new Stages(
                        Bench.data(),
                        Subject.ledger(Bench.build("BENCH_SERVICE", "donation-ledger-service")));
        var sections = sections(words);
        if (!sections.isEmpty()) {
            try (var stage = stages.open()) {
                load(stage, size);
                for (var section : sections) {
                    section.run(stage, size, report);
                }
            }
        }
        if (Bench.isWanted("queries", words)) {
            Queries.run(stages, size, report);
        }
        report.end(method);
    }

    private static List<Section> sections(List<String> words) {
        return Stream.<Section>of(new Appends(), new Proofs(), new Imports())
                .filter(section -> Bench.isWanted(section.getClass().getSimpleName(), words))
                .toList();
    }

    private static void load(Stage stage, Size size) throws Exception {
        Donations.importList(stage, stage.token("finance"), size.loaded());
        stage.restartOnFullTables();
        Runs.warm(stage, size.warmRequests());
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
}
