package org.assemble.ledger.mandate;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_MANDATE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.mandate.model.Mandate;

/// Looks a mandate up.
@ApplicationScoped
class Mandates {

    @Inject History history;

    Uni<Mandate.Known> get(UUID mandateId) {
        return history.of(StreamId.mandate(mandateId), Mandate.UNKNOWN)
                .map(mandate ->
                        switch (mandate) {
                            case Mandate.Known known -> known;
                            case Mandate.Unknown _ ->
                                    throw new LedgerRefusal(UNKNOWN_MANDATE)
                                            .because("No mandate has the id " + mandateId + ".");
                        });
    }
}
