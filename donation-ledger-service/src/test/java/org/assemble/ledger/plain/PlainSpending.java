package org.assemble.ledger.plain;

import static org.assemble.ledger.plain.PlainState.holds;
import static org.assemble.ledger.plain.PlainState.must;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Bank details, invoices and payout runs: M3, M4.
final class PlainSpending {

    private static final int PAYMENTS_IN_A_FILE = 100;

    /// A payout run or an invoice: how far it got, and who brought it that far.
    private static final class Paper {
        private String step;
        private final String by;
        private final long pence; // an invoice's
        private final List<Stored> lines = new ArrayList<>(); // a run's
        private String approvedBy;

        Paper(String step, String by, long pence) {
            this.step = step;
            this.by = by;
            this.pence = pence;
        }

        long totalPence() {
            return lines.stream().mapToLong(line -> line.pence("pence")).sum();
        }
    }

    private final PlainState state;
    private final Map<String, Paper> invoices = new HashMap<>();
    private final Map<String, Paper> runs = new HashMap<>();

    PlainSpending(PlainState state) {
        this.state = state;
    }

    void detailsSubmitted(Stored event) {
        PlainCampaign campaign = state.campaign(event);
        campaign.waitingDocument = event.text("documentId");
        campaign.documentBy = event.text("submittedBy");
    }

    void detailsConfirmed(Stored event) {
        PlainCampaign campaign = state.campaign(event);
        must(event, "what waited", event.text("documentId"), campaign.waitingDocument);
        holds(event, "another", !event.text("confirmedBy").equals(campaign.documentBy));
        campaign.bankDocument = campaign.waitingDocument;
        campaign.waitingDocument = null;
    }

    void invoiceSubmitted(Stored event) {
        underCap(event, event.pence("pence"));
        Paper invoice = new Paper("submitted", event.text("submittedBy"), event.pence("pence"));
        must(event, "submitted before", invoices.put(event.text("invoiceId"), invoice), null);
    }

    /// M4: once the agreement is confirmed, up to the cap.
    private void underCap(Stored event, long pence) {
        PlainCampaign campaign = state.campaign(event);
        must(event, "M4: agreed", campaign.agreed, true);
        must(event, "M4: withdrew", campaign.withdrewOn, null);
        long cap = state.policies.on(event.occurred(), "startup-cap-pence", campaign.id);
        must(event, "M4: the cap", event.pence("capPence"), cap);
        long approved = state.books.total("startup-cost:" + campaign.id);
        holds(event, "M4: what is left", pence > 0 && pence <= cap - approved);
    }

    void invoiceApproved(Stored event) {
        Paper invoice = invoices.get(event.text("invoiceId"));
        must(event, "M4: its amount", event.pence("pence"), invoice.pence);
        underCap(event, invoice.pence);
        approved(event, invoice, "submitted");
        String campaign = event.text("campaignId");
        state.books.move(event, "startup-cost:" + campaign, invoice.pence);
        state.books.move(event, "supplier-payable:" + campaign, invoice.pence);
    }

    /// By a second person.
    private void approved(Stored event, Paper paper, String before) {
        step(event, paper, before, "approved");
        paper.approvedBy = event.text("approvedBy");
        holds(event, "a second person", !paper.approvedBy.equals(paper.by));
        must(
                event,
                "the policy",
                event.pence("approvalLimitPence"),
                state.policies.on(event.occurred(), "approval-limit-pence", null));
    }

    private static void step(Stored event, Paper paper, String before, String after) {
        must(event, "the step before", paper.step, before);
        paper.step = after;
    }

    void invoicePaid(Stored event) {
        Paper invoice = invoices.get(event.text("invoiceId"));
        step(event, invoice, "approved", "paid");
        must(event, "M4: its amount", event.pence("pence"), invoice.pence);
        holds(event, "not to come", !event.occurred().isAfter(event.recorded()));
        state.books.move(event, "supplier-payable:" + event.text("campaignId"), -invoice.pence);
        state.books.move(event, "bank", -invoice.pence);
    }

    /// M3: a line for each campaign that is owed what is not set aside, and has confirmed details.
    void runProposed(Stored event) {
        runs.put(event.text("runId"), new Paper("proposed", event.text("proposedBy"), 0));
        List<PlainCampaign> paid =
                state.campaigns.values().stream()
                        .filter(one -> one.bankDocument != null && freePence(one) > 0)
                        .sorted(Comparator.comparing(one -> UUID.fromString(one.id)))
                        .limit(PAYMENTS_IN_A_FILE)
                        .toList();
        holds(event, "M3: something to pay", !paid.isEmpty());
        for (PlainCampaign campaign : paid) {
            state.isDue(
                    "PayoutProposed",
                    Map.of(
                            "runId", event.text("runId"),
                            "campaignId", campaign.id,
                            "pence", String.valueOf(freePence(campaign)),
                            "documentId", campaign.bankDocument,
                            "occurredOn", event.text("occurredOn")));
        }
    }

    private long freePence(PlainCampaign campaign) {
        return state.owedPence(campaign) - campaign.setAsidePence;
    }

    void setAside(Stored event) {
        runs.get(event.text("runId")).lines.add(event);
        state.campaign(event).setAsidePence += event.pence("pence");
    }

    void runApproved(Stored event) {
        approved(event, runs.get(event.text("runId")), "proposed");
    }

    /// M3: once, by another than approved it; no more than each is owed, and no more than the bank
    /// holds beside what was released before and has not left it yet.
    void runReleased(Stored event) {
        Paper run = runs.get(event.text("runId"));
        step(event, run, "approved", "released");
        holds(event, "M3: another", !event.text("releasedBy").equals(run.approvedBy));
        must(event, "M3: the total", event.pence("controlTotalPence"), run.totalPence());
        must(event, "M3: the lines", event.pence("payments"), (long) run.lines.size());
        long inBank = state.books.total("bank") - state.books.totalOfAll("payout-in-transit:");
        holds(event, "M3: no more than in the bank", run.totalPence() <= inBank);
        for (Stored line : run.lines) {
            long owed = state.owedPence(state.campaign(line));
            holds(event, "M3: no more than owed", line.pence("pence") <= owed);
        }
        linesAreDue("PayoutReleased", event, run);
    }

    private void linesAreDue(String type, Stored event, Paper run) {
        for (Stored line : run.lines) {
            state.isDue(
                    type,
                    Map.of(
                            "runId", line.text("runId"),
                            "campaignId", line.text("campaignId"),
                            "pence", line.text("pence"),
                            "occurredOn", event.text("occurredOn")));
        }
    }

    void released(Stored event) {
        PlainCampaign campaign = state.campaign(event);
        campaign.setAsidePence -= event.pence("pence");
        state.books.move(event, "campaign-payable:" + campaign.id, -event.pence("pence"));
        state.books.move(event, "payout-in-transit:" + campaign.id, event.pence("pence"));
    }

    void runSettled(Stored event) {
        Paper run = runs.get(event.text("runId"));
        step(event, run, "released", "settled");
        holds(event, "not to come", !event.occurred().isAfter(event.recorded()));
        linesAreDue("PayoutSettled", event, run);
    }

    void settled(Stored event) {
        state.books.move(
                event, "payout-in-transit:" + event.text("campaignId"), -event.pence("pence"));
        state.books.move(event, "bank", -event.pence("pence"));
    }

    void runCancelled(Stored event) {
        Paper run = runs.get(event.text("runId"));
        holds(event, "M3: in time", List.of("proposed", "approved").contains(run.step));
        run.step = "cancelled";
        linesAreDue("PayoutCancelled", event, run);
    }

    void cancelled(Stored event) {
        state.campaign(event).setAsidePence -= event.pence("pence");
    }
}
