package org.assemble.ledger.bank;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Function;
import org.assemble.ledger.bank.BankDetailsResource.BankDetailsView;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.bank.model.BankDetails;
import org.assemble.ledger.bank.model.BankDetails.Command;
import org.assemble.ledger.journal.Document;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.id.Ids;

/// Where campaigns are paid.
@ApplicationScoped
class Banking {

    @Inject History history;

    Order<BankDetailsView> submitting(UUID campaignId, BankAccount account, Caller by) {
        UUID documentId = Ids.next();
        return order(
                        campaignId,
                        ledger ->
                                new Command.Submit(
                                        campaignId,
                                        documentId,
                                        account,
                                        by.personId(),
                                        ledger.today()))
                .with(new Document(documentId, "bank-account", account));
    }

    Order<BankDetailsView> confirming(UUID campaignId, Caller by) {
        return order(
                campaignId,
                ledger -> new Command.Confirm(campaignId, by.personId(), ledger.today()));
    }

    private static Order<BankDetailsView> order(
            UUID campaignId, Function<Ledger, Command> command) {
        return Order.of(
                ledger -> decide(campaignId, command.apply(ledger), ledger),
                ledger -> BankDetailsView.of(campaignId, ledger.bankDetails(campaignId)),
                BankDetailsView.class);
    }

    private static Decision decide(UUID campaignId, Command command, Ledger ledger) {
        return ledger.bankDetails(campaignId).decide(command, ledger.fund(campaignId));
    }

    Uni<BankDetails> get(UUID campaignId) {
        return history.of(StreamId.bankDetails(campaignId), BankDetails.NONE);
    }
}
