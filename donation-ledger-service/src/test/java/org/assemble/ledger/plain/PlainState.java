package org.assemble.ledger.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// What all parts of the plain model share.
final class PlainState {

    /// What a decision must still lead to before the next one.
    private record Due(String type, Map<String, String> fields) {}

    final PlainBooks books = new PlainBooks();
    final PlainPolicies policies;
    final Map<String, PlainCampaign> campaigns = new HashMap<>();
    final Map<String, LocalDate> pollingDays = new HashMap<>();
    private final Deque<Due> due = new ArrayDeque<>();

    PlainState(PlainPolicies policies) {
        this.policies = policies;
    }

    /// The event's campaign, which must be known; null where the event names none.
    PlainCampaign campaign(Stored event) {
        PlainCampaign campaign = campaigns.get(event.text("campaignId"));
        must(event, "a known campaign", event.text("campaignId"), id(campaign));
        return campaign;
    }

    static String id(PlainCampaign campaign) {
        return campaign == null ? null : campaign.id;
    }

    long owedPence(PlainCampaign campaign) {
        return books.total("campaign-payable:" + campaign.id);
    }

    /// M6.
    boolean pollingDayReached(PlainCampaign campaign, LocalDate day) {
        LocalDate pollingDay = pollingDays.get(campaign.election);
        return pollingDay != null && !day.isBefore(pollingDay);
    }

    void isDue(String type, Map<String, String> fields) {
        due.add(new Due(type, fields));
    }

    void wasDue(Stored event) {
        must(event, "what is due", new Due(event.type(), event.fields()), due.poll());
    }

    void nothingIsDue(Stored event) {
        assertThat(due).as("still due before %s", event).isEmpty();
    }

    static void must(Stored event, String what, Object is, Object rule) {
        assertThat(is).as("%s in %s", what, event).isEqualTo(rule);
    }

    static void holds(Stored event, String what, boolean rule) {
        assertThat(rule).as("%s in %s", what, event).isTrue();
    }
}
