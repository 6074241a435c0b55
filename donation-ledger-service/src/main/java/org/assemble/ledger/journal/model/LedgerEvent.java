package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Everything that can happen in the ledger, in the past tense. An event stands once, in the stream
/// of the thing it is about, and names the campaign it concerns; a campaign's fund is the fold of
/// all events that concern it.
///
/// Events carry ids, pence and days, never a name or a bank account (D2).
public sealed interface LedgerEvent
        permits CampaignEvent,
                ElectionEvent,
                MandateEvent,
                DonationEvent,
                ReversalEvent,
                InvoiceEvent,
                BankDetailsEvent,
                PayoutEvent,
                PolicyEvent,
                PeriodEvent {

    /// The thing the event is about: its own stream, where its version counts.
    StreamId stream();

    /// The legal day (Europe/London) on which it happened; rules such as polling day look at it.
    LocalDate occurredOn();

    /// The campaign whose money it concerns, if any.
    Optional<UUID> campaign();

    /// Every stream whose state the event changes: its own, and the fund of its campaign.
    default Stream<StreamId> concerned() {
        return Stream.concat(Stream.of(stream()), campaign().map(StreamId::fund).stream())
                .distinct();
    }
}
