package org.assemble.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `./assemble status`: what runs, where, and how much memory it takes.
final class Status {
    private Status() {}

    private record Line(
            String part, Optional<Child> child, boolean dev, long kilobytes, String address) {
        List<String> words() {
            return child.map(one ->
                            List.of(
                                    part,
                                    Long.toString(one.process().pid()),
                                    "running",
                                    megabytes(kilobytes),
                                    address))
                    .orElse(
                            List.of(
                                    part,
                                    "-",
                                    dev ? "./assemble dev" : "not running",
                                    "-",
                                    address));
        }
    }

    /// @return 0 when everything is up
    static int print(Wiring wiring) {
        var lines = new Platform(wiring).parts().stream().map(part -> line(wiring, part)).toList();
        var launcher = Launcher.find(wiring.home());
        var own = launcher.map(child -> Memory.kilobytes(child.process())).orElse(0L);
        var together = own + lines.stream().mapToLong(Line::kilobytes).sum();

        var rows = new ArrayList<List<String>>();
        rows.add(List.of("part", "process", "state", "memory", "address"));
        lines.forEach(line -> rows.add(line.words()));
        rows.add(new Line(Launcher.PART, launcher, false, own, "").words());
        rows.add(List.of("together", "", "", megabytes(together), ""));
        Say.table(rows);
        if (!Child.all(Recorder.home(wiring)).isEmpty()) {
            Say.line(
                    "What the parts load is being recorded in the background;"
                            + " that memory is not counted here.");
        }
        if (launcher.isEmpty() && together > 0) {
            Say.line(
                    "The launcher is gone; ./assemble up mends it, ./assemble down ends the rest.");
        }
        return launcher.isPresent()
                        && lines.stream().allMatch(line -> line.child().isPresent() || line.dev())
                ? 0
                : 1;
    }

    private static Line line(Wiring wiring, Part part) {
        var child = Child.find(wiring.home(), part.name());
        var kilobytes = child.map(one -> Memory.kilobytesWithChildren(one.process())).orElse(0L);
        return new Line(
                part.name(), child, Dev.holds(wiring.home(), part), kilobytes, part.address());
    }

    private static String megabytes(long kilobytes) {
        return kilobytes / 1024 + " MB";
    }
}
