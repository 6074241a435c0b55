package org.assemble.ledger.plain;

import static org.assemble.ledger.plain.PlainState.holds;
import static org.assemble.ledger.plain.PlainState.must;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Mandates, donations, matches and what goes back: M1, M2, M5, M6, M7, M9.
final class PlainGifts {

    /// A monthly donation.
    private static final class Mandate {
        private final String campaign;
        private final String donor;
        private final String assembly; // null: pledged in none
        private final LocalDate pledgedOn;
        private boolean begun;
        private boolean ended;
        private String first; // its payment that it knows as its first; null while there is none

        Mandate(Stored pledged) {
            campaign = pledged.text("campaignId");
            donor = pledged.text("donorId");
            assembly = pledged.text("assemblyId");
            pledgedOn = pledged.day("occurredOn");
        }
    }

    private final PlainState state;
    private final Map<String, Mandate> mandates = new HashMap<>();
    private final Map<String, PlainPayment> payments = new HashMap<>();

    /// A first payment of which all that is left goes back with the next event.
    private String lostFirst;

    PlainGifts(PlainState state) {
        this.state = state;
    }

    void nothingIsLost(Stored event) {
        if (!event.type().startsWith("Reversed")) {
            must(event, "a lost first payment before", lostFirst, null);
        }
    }

    void pledged(Stored event) {
        state.campaign(event);
        if (event.text("limitPence") != null) {
            underLimit(event, event.recorded(), "monthlyPence", "limitPence");
        }
        must(event, "known", mandates.put(event.text("mandateId"), new Mandate(event)), null);
    }

    void amountChanged(Stored event) {
        Mandate mandate = mandates.get(event.text("mandateId"));
        must(event, "ended", mandate.ended, false);
        holds(event, "after the pledge", !event.day("validFrom").isBefore(mandate.pledgedOn));
        underLimit(event, event.recorded(), "monthlyPence", "limitPence");
    }

    void ended(Stored event) {
        Mandate mandate = mandates.get(event.text("mandateId"));
        must(event, "ended", mandate.ended, false);
        holds(event, "after the pledge", !event.occurred().isBefore(mandate.pledgedOn));
        mandate.ended = true;
    }

    private void underLimit(Stored event, LocalDate day, String amount, String limit) {
        long limitPence = state.policies.on(day, "donation-limit-pence", null);
        must(event, "the limit", event.pence(limit), limitPence);
        holds(event, "an amount", event.pence(amount) > 0 && event.pence(amount) <= limitPence);
    }

    void given(Stored event) {
        PlainPayment payment = new PlainPayment(event);
        long pence = payment.leftPence;
        holds(event, "not to come", !payment.day.isAfter(event.recorded()));
        underLimit(event, payment.day, "gift/pence", "gift/limitPence");
        Mandate mandate = mandates.get(payment.mandate);
        must(event, "a mandate", mandate != null, payment.mandate != null);
        must(event, "its assembly", payment.assembly, mandate == null ? null : mandate.assembly);
        if (mandate != null) {
            must(event, "its donor", payment.donor, mandate.donor);
            must(event, "its campaign", payment.campaign, mandate.campaign);
        }
        must(event, "M1, M6, M9: where it goes", event.type(), goesTo(event, payment));
        must(event, "told once", payments.put(payment.id, payment), null);
        state.books.move(event, "bank", pence);
        boolean first = false;
        switch (event.type()) {
            case "GivenToNationalFund" -> state.books.move(event, "national-income", pence);
            case "GivenToMovement" -> state.books.move(event, "movement-fund", pence);
            case "GivenToUnit" -> state.books.move(event, "unit-fund", pence);
            default -> first = shared(event, payment, state.campaign(event));
        }
        if (mandate != null) {
            arrived(event, payment, mandate, first);
        }
    }

    private String goesTo(Stored event, PlainPayment payment) {
        if (payment.campaign == null) {
            // M1: which of the two it was given to, the donor says.
            return event.type().equals("GivenToUnit") ? "GivenToUnit" : "GivenToNationalFund";
        }
        PlainCampaign campaign = state.campaign(event);
        must(event, "M2: agreed", campaign.agreed, true);
        if (campaign.withdrewBefore(payment.day)) {
            return "GivenToNationalFund"; // M9
        }
        return state.pollingDayReached(campaign, payment.day)
                ? "GivenToMovement" // M6
                : "GivenToCampaign";
    }

    /// @return whether it is its donor's first
    private boolean shared(Stored event, PlainPayment payment, PlainCampaign campaign) {
        long pence = payment.leftPence;
        long basisPoints = state.policies.on(payment.day, "campaign-share-basis-points", null);
        must(event, "M2: the policy", payment.basisPoints, basisPoints);
        long share = campaign.share(pence, basisPoints);
        must(event, "M2: the share", event.pence("campaignPence"), share);
        boolean first = campaign.take(payment);
        must(event, "M5: a first", event.text("first"), String.valueOf(first));
        long cap = matchCap(campaign, payment.day);
        must(event, "M5: the cap", event.pence("capPence"), cap);
        long match = first && campaign.launched ? cut(pence, leftOf(cap, campaign)) : 0;
        must(event, "M5: the match", event.pence("matchedPence"), match);
        payment.match(match);
        state.books.move(event, "national-income", pence - share);
        state.books.move(event, "campaign-payable:" + campaign.id, share);
        doubled(event, campaign, match);
        return first;
    }

    private void doubled(Stored event, PlainCampaign campaign, long pence) {
        state.books.move(event, "match-cost:" + campaign.id, pence);
        state.books.move(event, "campaign-payable:" + campaign.id, pence);
    }

    private long matchCap(PlainCampaign campaign, LocalDate day) {
        return state.policies.on(day, "match-cap-pence", campaign.id);
    }

    private long leftOf(long cap, PlainCampaign campaign) {
        return cap - state.books.total("match-cost:" + campaign.id);
    }

    /// The last match is cut to what is left of the cap.
    private static long cut(long pence, long left) {
        return Math.max(0, Math.min(pence, left));
    }

    private void arrived(Stored event, PlainPayment payment, Mandate mandate, boolean first) {
        if (!mandate.begun && !mandate.ended) {
            state.isDue(
                    "MandateActivated",
                    Map.of(
                            "mandateId", payment.mandate,
                            "campaignId", payment.campaign,
                            "donationId", payment.id,
                            "occurredOn", payment.day.toString()));
        } else if (first) {
            nameIsDue(payment, payment.day);
        }
    }

    private void nameIsDue(PlainPayment payment, LocalDate day) {
        state.isDue(
                "FirstPaymentNamed",
                Map.of(
                        "mandateId", payment.mandate,
                        "campaignId", payment.campaign,
                        "donorId", payment.donor,
                        "donationId", payment.id,
                        "paidPence", String.valueOf(payment.leftPence),
                        "occurredOn", day.toString()));
    }

    void activated(Stored event) {
        Mandate mandate = mandates.get(event.text("mandateId"));
        mandate.begun = true;
        mandate.first = event.text("donationId");
    }

    void named(Stored event) {
        mandates.get(event.text("mandateId")).first = event.text("donationId");
    }

    /// M5: first payments of before the launch are matched now, in the order in which they became
    /// it.
    void launched(Stored event) {
        PlainCampaign campaign = state.campaign(event);
        must(event, "M5: launched before", campaign.launched, false);
        campaign.launched = true;
        long left = leftOf(matchCap(campaign, event.occurred()), campaign);
        for (String donor : campaign.firsts) {
            left -= matchIsDue(event, campaign, campaign.firstOf(donor).orElseThrow(), left);
        }
    }

    /// M5, M9: from polling day on and after a withdrawal nothing is matched that is not yet.
    ///
    /// @return what is given
    private long matchIsDue(
            Stored event, PlainCampaign campaign, PlainPayment first, long leftPence) {
        LocalDate day = event.occurred();
        long pence = cut(first.leftPence, leftPence);
        if (pence == 0
                || !campaign.launched
                || campaign.withdrewBefore(day)
                || state.pollingDayReached(campaign, day)) {
            return 0;
        }
        state.isDue(
                "FirstPaymentMatched",
                Map.of(
                        "campaignId", campaign.id,
                        "donationId", first.id,
                        "mandateId", first.mandate,
                        "donorId", first.donor,
                        "matchedPence", String.valueOf(pence),
                        "capPence", String.valueOf(matchCap(campaign, day)),
                        "occurredOn", day.toString()));
        return pence;
    }

    void matched(Stored event) {
        long pence = event.pence("matchedPence");
        payments.get(event.text("donationId")).match(pence);
        doubled(event, state.campaign(event), pence);
    }

    void withdrew(Stored event) {
        PlainCampaign campaign = state.campaign(event);
        must(event, "M9: withdrew before", campaign.withdrewOn, null);
        campaign.withdrewOn = event.occurred();
        writeOffIsDue(event, campaign, state.owedPence(campaign));
    }

    /// M9: a campaign that withdrew never gives back.
    private void writeOffIsDue(Stored event, PlainCampaign campaign, long owedPence) {
        if (campaign.withdrewOn != null && owedPence < 0) {
            state.isDue(
                    "RestWrittenOff",
                    Map.of(
                            "campaignId", campaign.id,
                            "pence", String.valueOf(-owedPence),
                            "occurredOn", event.occurred().toString()));
        }
    }

    void writtenOff(Stored event) {
        PlainCampaign campaign = state.campaign(event);
        state.books.move(event, "write-off:" + campaign.id, event.pence("pence"));
        state.books.move(event, "campaign-payable:" + campaign.id, event.pence("pence"));
    }

    void lost(Stored event) {
        must(
                event,
                "M5: its first",
                event.text("donationId"),
                mandates.get(event.text("mandateId")).first);
        lostFirst = event.text("donationId");
    }

    void reversed(Stored event) {
        PlainPayment payment = payments.get(event.text("reversal/donationId"));
        long pence = event.pence("reversal/pence");
        long left = payment.leftPence - pence;
        must(
                event,
                "M7: from where it had gone",
                event.type(),
                payment.fund.replace("GivenTo", "ReversedFrom"));
        must(event, "its campaign", event.text("campaignId"), payment.campaign);
        must(event, "its donor", event.text("reversal/donorId"), payment.donor);
        must(event, "its mandate", event.text("reversal/mandateId"), payment.mandate);
        must(event, "its assembly", event.text("reversal/assemblyId"), payment.assembly);
        holds(event, "M7: up to the whole", pence > 0 && left >= 0);
        must(event, "M7: what is left", event.pence("reversal/leftPence"), left);
        LocalDate day = event.occurred();
        holds(event, "in time", !day.isBefore(payment.day) && !day.isAfter(event.recorded()));
        loses(event, payment, left);
        state.books.move(event, "bank", -pence);
        switch (event.type()) {
            case "ReversedFromNationalFund" -> state.books.move(event, "national-income", -pence);
            case "ReversedFromMovement" -> state.books.move(event, "movement-fund", -pence);
            case "ReversedFromUnit" -> state.books.move(event, "unit-fund", -pence);
            default -> takenBack(event, payment, state.campaign(event), pence);
        }
        payment.leftPence = left;
    }

    /// A mandate of whose first payment nothing is left has lost it: that was told just before.
    private void loses(Stored event, PlainPayment payment, long leftPence) {
        Mandate mandate = mandates.get(payment.mandate);
        boolean loses = leftPence == 0 && mandate != null && payment.id.equals(mandate.first);
        must(event, "M5: a lost first payment", lostFirst, loses ? payment.id : null);
        if (loses) {
            mandate.first = null;
            lostFirst = null;
        }
    }

    private void takenBack(Stored event, PlainPayment payment, PlainCampaign campaign, long pence) {
        boolean first = campaign.isFirst(payment);
        long match = payment.takeBack(pence);
        must(event, "M7: the match", event.pence("matchedPence"), match);
        must(event, "M7: the policy", event.pence("shareBasisPoints"), payment.basisPoints);
        long share = -campaign.share(-pence, payment.basisPoints);
        must(event, "M7: the share", event.pence("campaignPence"), share);
        state.books.move(event, "national-income", share - pence);
        state.books.move(event, "campaign-payable:" + campaign.id, -share);
        doubled(event, campaign, -match);
        long matchedNow =
                first && payment.leftPence == 0 ? passedOn(event, payment.donor, campaign) : 0;
        writeOffIsDue(event, campaign, state.owedPence(campaign) + matchedNow);
    }

    /// M5: the donor's next payment takes the place of one that is wholly reversed.
    ///
    /// @return what it is matched with
    private long passedOn(Stored event, String donor, PlainCampaign campaign) {
        campaign.firsts.remove(donor);
        Optional<PlainPayment> next = campaign.firstOf(donor);
        if (next.isEmpty()) {
            return 0;
        }
        campaign.firsts.add(donor);
        nameIsDue(next.get(), event.occurred());
        long left = leftOf(matchCap(campaign, event.occurred()), campaign);
        return matchIsDue(event, campaign, next.get(), left);
    }
}
