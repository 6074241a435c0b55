package org.assemble.ledger.journal.model;

import java.util.List;
import java.util.stream.Stream;

/// What a command comes to: the events that now have happened, or the rule that forbids them.
public sealed interface Decision {

    /// May be no event at all: the command asked for what already is.
    record Accepted(List<LedgerEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// The detail is a sentence for the caller; it names ids and amounts, never a person.
    record Refused(Refusal refusal, String detail) implements Decision {}

    /// Both happen, or neither.
    default Decision and(Decision other) {
        return switch (this) {
            case Refused refused -> refused;
            case Accepted(List<LedgerEvent> first) ->
                    switch (other) {
                        case Refused refused -> refused;
                        case Accepted(List<LedgerEvent> then) ->
                                accept(Stream.concat(first.stream(), then.stream()).toList());
                    };
        };
    }

    static Decision accept(LedgerEvent... events) {
        return new Accepted(List.of(events));
    }

    static Decision accept(List<? extends LedgerEvent> events) {
        return new Accepted(List.copyOf(events));
    }

    static Decision refuse(Refusal refusal, String detail) {
        return new Refused(refusal, detail);
    }
}
