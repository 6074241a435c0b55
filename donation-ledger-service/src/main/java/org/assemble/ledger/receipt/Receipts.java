package org.assemble.ledger.receipt;

import static org.assemble.ledger.journal.model.Refusal.NOT_IN_A_CHECKPOINT_YET;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_DONATION;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.checkpoint.Checkpoint;
import org.assemble.ledger.checkpoint.Checkpoints;
import org.assemble.ledger.journal.EventJson;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.Links;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.receipt.ReceiptResource.EntryView;
import org.assemble.ledger.receipt.ReceiptResource.FactsView;
import org.assemble.ledger.receipt.ReceiptResource.ReceiptView;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.problem.RefusalException;

/// M12: proves to a donor that the gift is in the books that everyone holds a checkpoint of.
@ApplicationScoped
class Receipts {

    @Inject Links links;

    @Inject Checkpoints checkpoints;

    /// A stranger is told what is told of a donation that does not exist: ids can't be tried out.
    Uni<ReceiptView> of(UUID donationId, Caller caller) {
        return links.of(StreamId.donation(donationId))
                .map(told -> {
                    if (told.isEmpty() || !mayRead(caller, given(told))) {
                        throw new LedgerRefusal(UNKNOWN_DONATION)
                                .because("No donation of yours has the id " + donationId + ".");
                    }
                    return told;
                })
                .chain(told ->
                        checkpoints
                                .latest()
                                .map(latest ->
                                        latest.filter(newest -> covers(newest, told.getFirst()))
                                                .orElseThrow(() -> notYet(told.getFirst())))
                                .chain(newest -> receipt(told, newest)));
    }

    private static boolean mayRead(Caller caller, DonationEvent given) {
        return caller.hasAny("finance", "finance-approver")
                || caller.personId().equals(given.gift().donorId());
    }

    /// The first event of a donation is that it was given.
    private static DonationEvent given(List<Link> told) {
        Link first = told.getFirst();
        return (DonationEvent) EventJson.read(first.entry().type(), first.entry().data());
    }

    private static boolean covers(Checkpoint checkpoint, Link link) {
        return link.position() <= checkpoint.size();
    }

    private static RefusalException notYet(Link given) {
        return new LedgerRefusal(NOT_IN_A_CHECKPOINT_YET)
                .because(
                        "It stands at position %d, and no checkpoint goes so far yet."
                                .formatted(given.position()));
    }

    /// What happened to the donation after the checkpoint is left out, and stands in a later
    /// receipt.
    private Uni<ReceiptView> receipt(List<Link> told, Checkpoint checkpoint) {
        Uni<List<EntryView>> entries = Uni.createFrom().item(new ArrayList<>());
        for (Link link : told) {
            if (covers(checkpoint, link)) {
                entries =
                        entries.chain(before ->
                                checkpoints
                                        .inclusion(link.position(), checkpoint)
                                        .map(proof -> {
                                            before.add(EntryView.of(link, proof));
                                            return before;
                                        }));
            }
        }
        FactsView facts = FactsView.of(given(told).gift(), told.getFirst().campaignId());
        return entries.map(all -> new ReceiptView(facts, all, checkpoint.note()));
    }
}
