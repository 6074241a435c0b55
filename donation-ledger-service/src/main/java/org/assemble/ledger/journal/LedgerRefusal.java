package org.assemble.ledger.journal;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.assemble.platform.problem.Refusals;

/// A rule's refusal as HTTP says it: the one place where the model's codes get their status.
public record LedgerRefusal(org.assemble.ledger.journal.model.Refusal rule)
        implements org.assemble.platform.problem.Refusal {

    @Override
    public Meaning meaning() {
        int status =
                switch (rule.kind()) {
                    case UNKNOWN -> 404;
                    case STATE -> 409;
                    case VALUE -> 422;
                    case PERSON -> 403;
                };
        return new Meaning(status, rule.title(), rule.explanation());
    }

    @Override
    public String name() {
        return rule.name();
    }

    /// Gives each code its page.
    static class Pages {
        @Produces
        @Singleton
        Refusals refusals() {
            return () ->
                    Arrays.stream(org.assemble.ledger.journal.model.Refusal.values())
                            .<org.assemble.platform.problem.Refusal>map(LedgerRefusal::new)
                            .toList();
        }
    }
}
