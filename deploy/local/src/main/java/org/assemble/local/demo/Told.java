package org.assemble.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/// How the story is told: in sentences and a table, or as one JSON document.
sealed interface Told {

    void sentence(String sentence);

    void books(Story.Outcome outcome);

    /// For people.
    record InWords(PrintStream out) implements Told {
        @Override
        public void sentence(String sentence) {
            out.println("· " + sentence);
        }

        @Override
        public void books(Story.Outcome outcome) {
            String row = "  %-22s %14s %14s %14s %14s  %s%n";
            out.println();
            out.printf(row, "The books, in £", "before", "added", "expected", "after", "");
            for (Books.Figure figure : Books.Figure.values()) {
                long added = figure.penceIn(outcome.added());
                long expected = figure.penceIn(Books.EXPECTED);
                out.printf(
                        row,
                        figure.title(),
                        Pounds.of(figure.penceIn(outcome.before())),
                        Pounds.of(added),
                        Pounds.of(expected),
                        Pounds.of(figure.penceIn(outcome.after())),
                        added == expected ? "✓" : "✗");
            }
            out.printf(
                    "  %-22s %14s = %s  %s%n%n",
                    "debits = credits",
                    Pounds.of(outcome.after().debitsPence()),
                    Pounds.of(outcome.after().creditsPence()),
                    outcome.after().balanced() ? "✓" : "✗");
            if (outcome.othersPence() != 0) {
                out.printf(
                        "  Left out of “added”: £%s that the run paid to other campaigns, who were owed it before.%n",
                        Pounds.of(outcome.othersPence()));
            }
        }
    }

    /// For machines.
    record AsJson(PrintStream out, ObjectNode document) implements Told {
        AsJson(PrintStream out) {
            this(out, new ObjectMapper().createObjectNode());
            document.putArray("story");
        }

        @Override
        public void sentence(String sentence) {
            document.withArray("story").add(sentence);
        }

        @Override
        public void books(Story.Outcome outcome) {
            document.put("campaignId", outcome.campaignId());
            document.put("right", outcome.right());
            ObjectNode pence = document.putObject("pence");
            for (Books.Figure figure : Books.Figure.values()) {
                pence.putObject(figure.key())
                        .put("before", figure.penceIn(outcome.before()))
                        .put("added", figure.penceIn(outcome.added()))
                        .put("expected", figure.penceIn(Books.EXPECTED))
                        .put("after", figure.penceIn(outcome.after()));
            }
            pence.put("totalDebits", outcome.after().debitsPence());
            pence.put("totalCredits", outcome.after().creditsPence());
            pence.put("paidToOthers", outcome.othersPence());
            out.println(document.toPrettyString());
        }
    }
}
