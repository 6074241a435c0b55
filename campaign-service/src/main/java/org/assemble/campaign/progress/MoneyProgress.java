package org.assemble.campaign.progress;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;

/// What a campaign raised, was matched and was paid, as the ledger tells it: for its page. The
/// books are the ledger's.
@ApplicationScoped
public class MoneyProgress implements Subscriber {
    private static final String ADD =
            """
            insert into campaign_money (campaign_id, raised_pence, donations, matched_pence, paid_pence)
            select id, ?2, ?3, ?4, ?5 from campaign where id = ?1
            on conflict (campaign_id) do update set
                raised_pence = campaign_money.raised_pence + excluded.raised_pence,
                donations = campaign_money.donations + excluded.donations,
                matched_pence = campaign_money.matched_pence + excluded.matched_pence,
                paid_pence = campaign_money.paid_pence + excluded.paid_pence
            """;
    private static final String MONEY =
            "select raised_pence, donations, matched_pence, paid_pence from campaign_money where campaign_id = ?1";

    /// A first payment that is matched at once tells its match here; one that is matched at the
    /// launch, later.
    record DonationRecorded(Optional<UUID> campaignId, long amountPence, long matchedPence) {}

    record DonationMatched(UUID campaignId, long matchedPence) {}

    /// M7. A donation of which nothing is left no longer counts.
    record DonationReversed(
            Optional<UUID> campaignId, long amountPence, long leftPence, long matchedPence) {}

    record PayoutSettled(UUID campaignId, long amountPence) {}

    /// A campaign's money, in pence.
    public record Raised(long raisedPence, long donations, long matchedPence, long paidPence) {
        static final Raised NONE = new Raised(0, 0, 0, 0);
    }

    @Override
    public void subscribe(Subscriptions on) {
        on.event("org.assemble.ledger.DonationRecorded.v1", DonationRecorded.class, this::donated)
                .event(
                        "org.assemble.ledger.DonationMatched.v1",
                        DonationMatched.class,
                        this::matched)
                .event(
                        "org.assemble.ledger.DonationReversed.v1",
                        DonationReversed.class,
                        this::reversed)
                .event("org.assemble.ledger.PayoutSettled.v1", PayoutSettled.class, this::paid);
    }

    /// What is known of a campaign's money.
    public Uni<Raised> of(UUID campaignId) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(MONEY, Object[].class)
                                .setParameter(1, campaignId)
                                .getSingleResultOrNull())
                .map(row ->
                        row == null
                                ? Raised.NONE
                                : new Raised(
                                        (long) row[0],
                                        (long) row[1],
                                        (long) row[2],
                                        (long) row[3]));
    }

    private Uni<Outcome> donated(DonationRecorded gift) {
        // A gift to the national fund is on no campaign's page.
        return gift.campaignId()
                .map(id -> add(id, new Raised(gift.amountPence(), 1, gift.matchedPence(), 0)))
                .orElseGet(() -> Uni.createFrom().item(Outcome.applied()));
    }

    private Uni<Outcome> reversed(DonationReversed back) {
        return back.campaignId()
                .map(id ->
                        add(
                                id,
                                new Raised(
                                        -back.amountPence(),
                                        back.leftPence() == 0 ? -1 : 0,
                                        -back.matchedPence(),
                                        0)))
                .orElseGet(() -> Uni.createFrom().item(Outcome.applied()));
    }

    private Uni<Outcome> matched(DonationMatched match) {
        return add(match.campaignId(), new Raised(0, 0, match.matchedPence(), 0));
    }

    private Uni<Outcome> paid(PayoutSettled payout) {
        return add(payout.campaignId(), new Raised(0, 0, 0, payout.amountPence()));
    }

    private static Uni<Outcome> add(UUID campaignId, Raised more) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ADD)
                                .setParameter(1, campaignId)
                                .setParameter(2, more.raisedPence())
                                .setParameter(3, more.donations())
                                .setParameter(4, more.matchedPence())
                                .setParameter(5, more.paidPence())
                                .executeUpdate())
                .map(count ->
                        count == 1 ? Outcome.applied() : Outcome.waiting("campaign:" + campaignId));
    }
}
