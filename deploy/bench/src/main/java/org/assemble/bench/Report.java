package org.assemble.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is said: as text while it happens, or as JSON in the end.
final class Report {
    private final boolean asJson;
    private final List<Object> figures = new ArrayList<>();
    private final List<Object> goals = new ArrayList<>();

    Report(boolean asJson) {
        this.asJson = asJson;
    }

    void say(String text) {
        if (!asJson) {
            System.out.println(text);
        }
    }

    /// One round, while it goes on.
    void round(Measured measured, Sample round) {
        measured.add(round);
        say(String.format(Locale.ROOT, "  … %-42s %,8.0f/s", measured.name(), round.perSecond()));
    }

    void figure(Measured measured) {
        say(measured.line());
        figures.add(measured.json());
    }

    /// What is not installed here: nothing is claimed against it.
    void notMeasured(String name, String why) {
        say(name + ": not measured (" + why + ")");
        figures.add(Map.of("name", name, "notMeasured", why));
    }

    /// A figure to reach, and whether it was.
    void atLeast(String what, double value, double wanted) {
        goal(what, value, "at least", wanted, value >= wanted);
    }

    /// A figure not to exceed.
    void atMost(String what, double value, double wanted) {
        goal(what, value, "at most", wanted, value <= wanted);
    }

    /// A figure that must be this one.
    void exactly(String what, long value, long wanted) {
        goal(what, value, "exactly", wanted, value == wanted);
    }

    private void goal(String what, double value, String bound, double wanted, boolean reached) {
        say(
                String.format(
                        Locale.ROOT,
                        "  %s = %.2f (%s %.2f): %s",
                        what,
                        value,
                        bound,
                        wanted,
                        reached ? "reached" : "NOT reached"));
        goals.add(
                Map.of(
                        "what", what, "value", value, "bound", bound, "wanted", wanted, "reached",
                        reached));
    }

    void end(List<String> method) {
        if (!asJson) {
            return;
        }
        var whole = new LinkedHashMap<String, Object>();
        whole.put("method", method);
        whole.put("figures", figures);
        whole.put("goals", goals);
        try {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(whole));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
