package org.assemble.bench;

import java.util.List;
import java.util.stream.Stream;

/// `./assemble bench training`: what the teams of a region still lack, and a rush for few seats.
final class TrainingBench {
    private TrainingBench() {}

    static void run(List<String> words, Size size, Report report) throws Exception {
        var method = method(size);
        method.forEach(report::say);
        var stages =
                new Stages(
                        Bench.data(),
                        Subject.training(Bench.build("BENCH_TRAINING", "training-service")));
        try (var stage = stages.open()) {
            for (var section : sections(words)) {
                section.run(stage, size, report);
            }
        }
        report.end(method);
    }

    private static List<Section> sections(List<String> words) {
        return Stream.<Section>of(new Rush(), new Regions(), new AllRequired())
                .filter(section -> Bench.isWanted(section.getClass().getSimpleName(), words))
                .toList();
    }

    private static List<String> method(Size size) {
        return List.of(
                "The trainings, measured on this machine in one run: %d processors, Java %s."
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version().feature()),
                "PostgreSQL with fsync, full_page_writes and synchronous_commit on, %s; it keeps when each transaction"
                                .formatted(String.join(" ", Stage.POSTGRES_SETTINGS))
                        + " was committed.",
                "The service is its packaged build in a process of its own (%s), with a Kafka that it sends to;"
                                .formatted(String.join(" ", Stage.SERVICE_OPTIONS))
                        + " its tokens are RS256 by an issuer of ours, whose keys it fetches.",
                "A rush: everybody asks once, with a token of their own, all as fast as they are answered.",
                "Regions: 20,000 people on 650 teams in 12 regions, 40 courses, about 500,000 trainings held, for which no certificates are issued meanwhile; everything is"
                        + " analysed, the service started again and each question asked for %d s before anything is measured."
                                .formatted(Regions.WARM_MILLIS / 1000)
                        + " A coordinator of each region asks in turn.",
                "%d rounds; questions: %d s to warm up, %d s measured; medians, (lowest–highest)."
                        .formatted(
                                size.rounds(),
                                size.warmMillis() / 1000,
                                size.measuredMillis() / 1000),
                "Before each, the relay has sent everything and PostgreSQL has written a checkpoint.",
                "The loader shares the processors with what it loads.");
    }
}
