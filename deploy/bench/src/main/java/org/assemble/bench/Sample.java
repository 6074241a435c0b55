package org.assemble.bench;

import java.util.Map;

/// What one measurement of one contestant came to.
///
/// @param latencies of each operation in nanoseconds, sorted; empty where there is no single one
/// @param cpuSeconds by part
record Sample(double seconds, long operations, long[] latencies, Map<String, Double> cpuSeconds) {

    double perSecond() {
        return operations / seconds;
    }

    double millisAt(double quantile) {
        return latencies.length == 0
                ? Double.NaN
                : latencies[(int) Math.min(latencies.length - 1, latencies.length * quantile)]
                        / 1e6;
    }

    double cpuMicros(String part) {
        return cpuSeconds.getOrDefault(part, 0.0) * 1e6 / operations;
    }

    /// How much of the machine's processors was in use.
    double busy() {
        var used = cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return used / (seconds * Runtime.getRuntime().availableProcessors());
    }
}
