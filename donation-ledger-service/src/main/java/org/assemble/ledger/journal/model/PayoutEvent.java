package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// M3: a payout run, step by step. A step of the run is one event, and one more for each campaign
/// it pays.
public sealed interface PayoutEvent extends LedgerEvent {

    UUID runId();

    @Override
    default StreamId stream() {
        return StreamId.payoutRun(runId());
    }

    /// A step of the run as a whole.
    sealed interface RunEvent extends PayoutEvent {
        @Override
        default Optional<UUID> campaign() {
            return Optional.empty();
        }
    }

    /// What the step does to one campaign.
    sealed interface LineEvent extends PayoutEvent {
        UUID campaignId();

        long pence();

        @Override
        default Optional<UUID> campaign() {
            return Optional.of(campaignId());
        }
    }

    record RunProposed(UUID runId, UUID proposedBy, LocalDate occurredOn) implements RunEvent {}

    /// Set aside for this run, to be paid to the account in the document.
    record PayoutProposed(
            UUID runId, UUID campaignId, long pence, UUID documentId, LocalDate occurredOn)
            implements LineEvent {}

    /// `approvalLimitPence` is the policy it was decided by; null in what was approved before there
    /// was one.
    record RunApproved(UUID runId, UUID approvedBy, Long approvalLimitPence, LocalDate occurredOn)
            implements RunEvent {}

    /// The bank file as it left: its hash and control total. The content is made again from the
    /// lines and compared.
    record RunReleased(
            UUID runId,
            UUID releasedBy,
            String fileName,
            String sha256,
            long controlTotalPence,
            int payments,
            LocalDate occurredOn)
            implements RunEvent {}

    record PayoutReleased(UUID runId, UUID campaignId, long pence, LocalDate occurredOn)
            implements LineEvent {}

    /// The bank shows it.
    record RunSettled(UUID runId, UUID settledBy, String bankReference, LocalDate occurredOn)
            implements RunEvent {}

    record PayoutSettled(UUID runId, UUID campaignId, long pence, LocalDate occurredOn)
            implements LineEvent {}

    record RunCancelled(UUID runId, UUID cancelledBy, String reason, LocalDate occurredOn)
            implements RunEvent {}

    record PayoutCancelled(UUID runId, UUID campaignId, long pence, LocalDate occurredOn)
            implements LineEvent {}
}
