package org.assemble.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assemble.local.audit.Ledger.NoAnswer;
import org.assemble.local.demo.Target;

/// `./assemble audit [--json] [--journal <file>]`: has the ledger compute everything again, and
/// prints what differs.
public final class Audit {

    private static final String FINANCE = "fin";

    private final PrintStream out;
    private final boolean asJson;
    private JsonNode report;

    private Audit(PrintStream out, boolean asJson) {
        this.out = out;
        this.asJson = asJson;
    }

    /// @return 0 where nothing differs, 1 where something does, 2 where it could not be told
    public static int run(Target target, List<String> options) {
        List<String> words = new ArrayList<>(options);
        boolean asJson = words.remove("--json");
        Path journal = journalIn(words);
        if (!words.isEmpty()) {
            System.err.println("./assemble audit [--json] [--journal <file>]");
            return 2;
        }
        try (Ledger ledger = new Ledger(target, FINANCE)) {
            Audit audit = new Audit(System.out, asJson);
            ledger.stream("audit", audit::line);
            int status = audit.end();
            return journal == null ? status : Math.max(status, audit.write(ledger, journal));
        } catch (NoAnswer | IOException failed) {
            System.err.println(failed.getMessage());
            return 2;
        }
    }

    private static Path journalIn(List<String> words) {
        int at = words.indexOf("--journal");
        if (at < 0 || at + 1 >= words.size()) {
            return null;
        }
        words.remove(at);
        return Path.of(words.remove(at));
    }

    private void line(String text) {
        if (asJson) {
            out.println(text);
        }
        JsonNode line = Ledger.json(text);
        if (line.has("report")) {
            report = line.path("report");
        } else if (!asJson && line.has("difference")) {
            difference(line.path("difference"));
        } else if (!asJson) {
            out.printf(
                    Locale.UK,
                    "  %,d of %,d events%n",
                    line.at("/progress/position").asLong(),
                    line.at("/progress/of").asLong());
        }
    }

    private void difference(JsonNode difference) {
        out.printf(
                "  ✗ %s%n      expected %s%n      found    %s%n",
                difference.path("what").asText(),
                difference.path("expected").asText(),
                difference.path("found").asText());
    }

    private int end() {
        if (report == null) {
            System.err.println("The audit did not come to its end; the ledger's log says why.");
            return 2;
        }
        boolean right = report.path("differences").asLong() == 0;
        if (!asJson) {
            inWords(right);
        }
        return right ? 0 : 1;
    }

    private void inWords(boolean right) {
        long events = report.path("events").asLong();
        double seconds = report.path("seconds").asDouble();
        out.printf(
                Locale.UK,
                "%n  %,d events and %,d postings computed again in %.1f s (%,.0f events a second)%n%n",
                events,
                report.path("postings").asLong(),
                seconds,
                events / Math.max(seconds, 0.001));
        report.path("ofCheck")
                .properties()
                .forEach(check ->
                        out.printf(
                                Locale.UK,
                                "  %-14s %,12d differences  %s%n",
                                check.getKey(),
                                check.getValue().asLong(),
                                check.getValue().asLong() == 0 ? "✓" : "✗"));
        out.printf(
                Locale.UK,
                "%n  debits = credits = £%,.2f%n  last hash %s%n%n  %s%n",
                BigDecimal.valueOf(report.at("/moved/amount").asLong(), 2),
                report.path("hash").asText(),
                right
                        ? "The books are what the events say."
                        : "The books are NOT what the events say.");
    }

    private int write(Ledger ledger, Path file) throws IOException {
        ledger.save("journal", file);
        JournalFile.Found found = JournalFile.check(file);
        PrintStream said = asJson ? System.err : out;
        said.printf(
                Locale.UK,
                "%n  %s: %,d transactions, %s%n",
                file,
                found.transactions(),
                found.faults().isEmpty() ? "every balance checked ✓" : "✗");
        found.faults().forEach(fault -> said.println("  ✗ " + fault));
        return found.faults().isEmpty() ? 0 : 1;
    }
}
