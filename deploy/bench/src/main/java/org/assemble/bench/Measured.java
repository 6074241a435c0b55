package org.assemble.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// All rounds of one contestant.
///
/// @param name one letter and what it is
final class Measured {
    private static final List<String> PARTS =
            List.of("loader", "proxy", "upstream", "service", "PostgreSQL", "Kafka");

    private final String name;
    private final List<Sample> rounds = new ArrayList<>();

    Measured(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(Sample round) {
        rounds.add(round);
    }

    double perSecond() {
        return median(Sample::perSecond);
    }

    /// @param share 0.99 for p99
    double millisAt(double share) {
        return median(sample -> sample.millisAt(share));
    }

    /// @param part `loader`, and whatever else was watched
    double cpuMicros(String part) {
        return median(sample -> sample.cpuMicros(part));
    }

    private List<String> parts() {
        var watched = rounds.getFirst().cpuSeconds().keySet();
        return PARTS.stream().filter(watched::contains).toList();
    }

    private double median(ToDoubleFunction<Sample> figure) {
        var values = rounds.stream().mapToDouble(figure).sorted().toArray();
        return values[values.length / 2];
    }

    private double[] sorted(ToDoubleFunction<Sample> figure) {
        var values = rounds.stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        return values;
    }

    /// Rate with its spread, latencies, processor time of each part for one operation.
    String line() {
        var rates = sorted(Sample::perSecond);
        var line =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%-46s %,8.0f/s (%,.0f–%,.0f)",
                                name,
                                perSecond(),
                                rates[0],
                                rates[rates.length - 1]));
        if (rounds.getFirst().latencies().length > 0) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  p50 %.2f ms  p99 %.2f ms",
                            millisAt(0.50),
                            millisAt(0.99)));
        }
        line.append("\n    CPU µs each:");
        for (var part : parts()) {
            line.append(String.format(Locale.ROOT, " %s %.0f", part, cpuMicros(part)));
        }
        line.append(
                String.format(
                        Locale.ROOT,
                        "; %.0f %% of %d processors in use",
                        100 * median(Sample::busy),
                        Runtime.getRuntime().availableProcessors()));
        return line.toString();
    }

    Map<String, Object> json() {
        var json = new TreeMap<String, Object>();
        var rates = sorted(Sample::perSecond);
        json.put("name", name);
        json.put("perSecond", perSecond());
        json.put("lowest", rates[0]);
        json.put("highest", rates[rates.length - 1]);
        json.put("busy", median(Sample::busy));
        if (rounds.getFirst().latencies().length > 0) {
            json.put("p50Millis", millisAt(0.50));
            json.put("p99Millis", millisAt(0.99));
        }
        var cpu = new TreeMap<String, Double>();
        parts().forEach(part -> cpu.put(part, cpuMicros(part)));
        json.put("cpuMicros", cpu);
        return json;
    }
}
