package org.assemble.bench;

/// The same questions as `Regions`, where everybody must hold all courses instead of the four.
final class AllRequired implements Section {
    @Override
    public void run(Stage stage, Size size, Report report) throws Exception {
        Country.fill(stage);
        Country.requireAll(stage);
        Regions.ask(stage, size, report, "all 40 courses required");
    }
}
