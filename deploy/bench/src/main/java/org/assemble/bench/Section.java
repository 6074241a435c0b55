package org.assemble.bench;

/// One part of the benchmark: prepares what it needs, measures its contestants side by side, says
/// what came of it.
interface Section {

    void run(Stage stage, Size size, Report report) throws Exception;
}
