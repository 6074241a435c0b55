package org.assemble.bench;

import java.util.Map;

/// Measures one load after the other in the same way.
final class Runs {

    /// Until the processor time of a connection that was closed has gone to its parent.
    private static final long AFTERWARDS_MILLIS = 300;

    private Runs() {}

    /// Something that is measured as a whole.
    interface Work {
        void run() throws Exception;
    }

    static Sample timed(Stage stage, int operations, Work work) throws Exception {
        stage.settle();
        var parts = stage.processes();
        var before = Cpu.now(parts);
        var began = System.nanoTime();
        work.run();
        var seconds = (System.nanoTime() - began) / 1e9;
        Stage.pause(AFTERWARDS_MILLIS);
        return new Sample(seconds, operations, new long[0], Cpu.now(parts).since(before));
    }

    /// A Java program is compiled while it runs: what it does in its first minute says little.
    static void warm(Stage stage, int requests) throws Exception {
        var wanted = stage.number("select max(position) from event") + requests;
        var load = Appends.http(stage);
        load.start(new Recorder());
        while (stage.number("select max(position) from event") < wanted) {
            Stage.pause(200);
        }
        load.stop();
    }

    /// The same for a load of any kind, for so long.
    static void warm(Load load, long millis) throws Exception {
        load.start(new Recorder());
        Stage.pause(millis);
        load.stop();
    }

    /// All requests that there are, from the first to the last.
    static Sample all(Stage stage, HttpLoad load) throws Exception {
        stage.settle();
        var recorder = new Recorder();
        var parts = stage.processes();
        var before = Cpu.now(parts);
        recorder.begin();
        var began = System.nanoTime();
        load.start(recorder);
        load.await();
        var seconds = (System.nanoTime() - began) / 1e9;
        Stage.pause(AFTERWARDS_MILLIS);
        var latencies = recorder.sorted();
        return new Sample(seconds, latencies.length, latencies, Cpu.now(parts).since(before));
    }

    static Sample of(Stage stage, Size size, Load load) throws Exception {
        return of(stage, size.warmMillis(), size.measuredMillis(), load);
    }

    static Sample of(Stage stage, long warmMillis, long measuredMillis, Load load)
            throws Exception {
        stage.settle();
        return of(stage.processes(), warmMillis, measuredMillis, load);
    }

    /// @param parts whose processor time is counted
    static Sample of(
            Map<String, ProcessHandle> parts, long warmMillis, long measuredMillis, Load load)
            throws Exception {
        var recorder = new Recorder();
        load.start(recorder);
        Stage.pause(warmMillis);
        var before = Cpu.now(parts);
        var began = System.nanoTime();
        recorder.begin();
        Stage.pause(measuredMillis);
        recorder.end();
        var seconds = (System.nanoTime() - began) / 1e9;
        var used = Cpu.now(parts).since(before, seconds);
        load.stop();
        var latencies = recorder.sorted();
        return new Sample(seconds, latencies.length, latencies, used);
    }
}
