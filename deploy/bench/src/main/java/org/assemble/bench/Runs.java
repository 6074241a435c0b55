package org.assemble.bench;

/// Measures one load after the other in the same way.
final class Runs {

    private Runs() {}

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

    static Sample of(Stage stage, Size size, Load load) throws Exception {
        stage.settle();
        var recorder = new Recorder();
        load.start(recorder);
        Stage.pause(size.warmMillis());
        var parts = stage.processes();
        var before = Cpu.now(parts);
        var began = System.nanoTime();
        recorder.begin();
        Stage.pause(size.measuredMillis());
        recorder.end();
        var seconds = (System.nanoTime() - began) / 1e9;
        var used = Cpu.now(parts).since(before);
        load.stop();
        var latencies = recorder.sorted();
        return new Sample(seconds, latencies.length, latencies, used);
    }
}
