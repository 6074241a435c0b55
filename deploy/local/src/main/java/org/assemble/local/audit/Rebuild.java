package org.assemble.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.assemble.local.audit.Ledger.NoAnswer;
import org.assemble.local.demo.Target;

/// `./assemble rebuild <projection>`: has the ledger make a projection again while it goes on, and
/// waits for the end. Broken off, it goes on where it stopped when it is asked again.
public final class Rebuild {

    private static final String APPROVER = "amal";
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private Rebuild() {}

    /// @return 0 when it has finished
    public static int run(Target target, List<String> options) throws InterruptedException {
        try (Ledger ledger = new Ledger(target, APPROVER)) {
            if (options.size() != 1) {
                System.err.println("./assemble rebuild <projection>, one of:");
                ledger.get("rebuilds")
                        .forEach(one -> System.err.println("  " + one.path("projection").asText()));
                return 2;
            }
            JsonNode rebuild =
                    ledger.post(
                            "rebuilds", "{\"projection\": \"%s\"}".formatted(options.getFirst()));
            while (rebuild.path("state").asText().equals("running")) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
                rebuild = ledger.get("rebuilds/" + options.getFirst());
                System.out.printf(
                        Locale.UK,
                        "  %,d of %,d events%n",
                        rebuild.path("position").asLong(),
                        rebuild.path("of").asLong());
            }
            return end(rebuild);
        } catch (NoAnswer failed) {
            System.err.println(failed.getMessage());
            return 2;
        }
    }

    private static int end(JsonNode rebuild) {
        if (rebuild.path("state").asText().equals("finished")) {
            System.out.println("  The rebuilt tables are in use.");
            return 0;
        }
        System.err.println(
                "  It stopped: " + rebuild.path("failure").asText() + "; ask again to go on.");
        return 1;
    }
}
