package org.assemble.ledger.mandate;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Messages;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.mandate.model.MandateCommand;
import org.assemble.platform.inbox.IncomingEvent;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;

/// A pledge that was made in a ward assembly is a mandate (M1, A3), under the pledge's own id.
@Singleton
class PledgeMessages implements Subscriber {

    @Inject Messages messages;

    record PledgeMade(
            UUID pledgeId,
            UUID assemblyId,
            UUID campaignId,
            UUID donorId,
            long monthlyPence,
            Instant pledgedAt) {

        MandateCommand.Pledge toCommand() {
            return new MandateCommand.Pledge(
                    pledgeId,
                    campaignId,
                    assemblyId,
                    donorId,
                    monthlyPence,
                    Messages.dayOf(pledgedAt));
        }
    }

    @Override
    public void subscribe(Subscriptions on) {
        on.event("org.assemble.assembly.PledgeMade.v1", PledgeMade.class, this::pledged);
    }

    private Uni<Outcome> pledged(PledgeMade told, IncomingEvent message) {
        return messages.take(
                message, told.campaignId(), ledger -> decide(told.toCommand(), ledger));
    }

    private static Decision decide(MandateCommand.Pledge command, Ledger ledger) {
        return ledger.mandate(command.mandateId())
                .decide(command, ledger.fund(command.campaignId()));
    }
}
