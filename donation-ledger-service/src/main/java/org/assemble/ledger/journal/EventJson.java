package org.assemble.ledger.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.assemble.ledger.journal.model.BankDetailsEvent.BankDetailsConfirmed;
import org.assemble.ledger.journal.model.BankDetailsEvent.BankDetailsSubmitted;
import org.assemble.ledger.journal.model.CampaignEvent.AgreementConfirmed;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignRegistered;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.LaunchHeld;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.ElectionEvent.PollingDaySet;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentLost;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandateAmountChanged;
import org.assemble.ledger.journal.model.MandateEvent.MandateEnded;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.PayoutEvent.RunApproved;
import org.assemble.ledger.journal.model.PayoutEvent.RunCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.RunProposed;
import org.assemble.ledger.journal.model.PayoutEvent.RunReleased;
import org.assemble.ledger.journal.model.PayoutEvent.RunSettled;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodClosed;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodReopened;
import org.assemble.ledger.journal.model.PolicyEvent.PolicySet;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;

/// How events stand in the journal. Type names are written down here and never change, whatever
/// becomes of the classes; what is not known is left out, and what a later version added is
/// ignored, so every stored event stays readable.
public final class EventJson {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private EventJson() {}

    public static String typeOf(LedgerEvent event) {
        return switch (event) {
            case CampaignRegistered _ -> "CampaignRegistered";
            case AgreementConfirmed _ -> "AgreementConfirmed";
            case LaunchHeld _ -> "LaunchHeld";
            case FirstPaymentMatched _ -> "FirstPaymentMatched";
            case CampaignWithdrew _ -> "CampaignWithdrew";
            case RestWrittenOff _ -> "RestWrittenOff";
            case PollingDaySet _ -> "PollingDaySet";
            case MandatePledged _ -> "MandatePledged";
            case MandateActivated _ -> "MandateActivated";
            case GivenToNationalFund _ -> "GivenToNationalFund";
            case GivenToCampaign _ -> "GivenToCampaign";
            case GivenToMovement _ -> "GivenToMovement";
            case GivenToUnit _ -> "GivenToUnit";
            case InvoiceSubmitted _ -> "InvoiceSubmitted";
            case InvoiceApproved _ -> "InvoiceApproved";
            case InvoicePaid _ -> "InvoicePaid";
            case BankDetailsSubmitted _ -> "BankDetailsSubmitted";
            case BankDetailsConfirmed _ -> "BankDetailsConfirmed";
            case RunProposed _ -> "RunProposed";
            case PayoutProposed _ -> "PayoutProposed";
            case RunApproved _ -> "RunApproved";
            case RunReleased _ -> "RunReleased";
            case PayoutReleased _ -> "PayoutReleased";
            case RunSettled _ -> "RunSettled";
            case PayoutSettled _ -> "PayoutSettled";
            case RunCancelled _ -> "RunCancelled";
            case PayoutCancelled _ -> "PayoutCancelled";
            case FirstPaymentLost _ -> "FirstPaymentLost";
            case FirstPaymentNamed _ -> "FirstPaymentNamed";
            case MandateAmountChanged _ -> "MandateAmountChanged";
            case MandateEnded _ -> "MandateEnded";
            case ReversedFromCampaign _ -> "ReversedFromCampaign";
            case ReversedFromMovement _ -> "ReversedFromMovement";
            case ReversedFromNationalFund _ -> "ReversedFromNationalFund";
            case ReversedFromUnit _ -> "ReversedFromUnit";
            case PolicySet _ -> "PolicySet";
            case PeriodClosed _ -> "PeriodClosed";
            case PeriodReopened _ -> "PeriodReopened";
        };
    }

    private static Class<? extends LedgerEvent> classOf(String type) {
        return switch (type) {
            case "CampaignRegistered" -> CampaignRegistered.class;
            case "AgreementConfirmed" -> AgreementConfirmed.class;
            case "LaunchHeld" -> LaunchHeld.class;
            case "FirstPaymentMatched" -> FirstPaymentMatched.class;
            case "CampaignWithdrew" -> CampaignWithdrew.class;
            case "RestWrittenOff" -> RestWrittenOff.class;
            case "PollingDaySet" -> PollingDaySet.class;
            case "MandatePledged" -> MandatePledged.class;
            case "MandateActivated" -> MandateActivated.class;
            case "GivenToNationalFund" -> GivenToNationalFund.class;
            case "GivenToCampaign" -> GivenToCampaign.class;
            case "GivenToMovement" -> GivenToMovement.class;
            case "GivenToUnit" -> GivenToUnit.class;
            case "InvoiceSubmitted" -> InvoiceSubmitted.class;
            case "InvoiceApproved" -> InvoiceApproved.class;
            case "InvoicePaid" -> InvoicePaid.class;
            case "BankDetailsSubmitted" -> BankDetailsSubmitted.class;
            case "BankDetailsConfirmed" -> BankDetailsConfirmed.class;
            case "RunProposed" -> RunProposed.class;
            case "PayoutProposed" -> PayoutProposed.class;
            case "RunApproved" -> RunApproved.class;
            case "RunReleased" -> RunReleased.class;
            case "PayoutReleased" -> PayoutReleased.class;
            case "RunSettled" -> RunSettled.class;
            case "PayoutSettled" -> PayoutSettled.class;
            case "RunCancelled" -> RunCancelled.class;
            case "PayoutCancelled" -> PayoutCancelled.class;
            case "FirstPaymentLost" -> FirstPaymentLost.class;
            case "FirstPaymentNamed" -> FirstPaymentNamed.class;
            case "MandateAmountChanged" -> MandateAmountChanged.class;
            case "MandateEnded" -> MandateEnded.class;
            case "ReversedFromCampaign" -> ReversedFromCampaign.class;
            case "ReversedFromMovement" -> ReversedFromMovement.class;
            case "ReversedFromNationalFund" -> ReversedFromNationalFund.class;
            case "ReversedFromUnit" -> ReversedFromUnit.class;
            case "PolicySet" -> PolicySet.class;
            case "PeriodClosed" -> PeriodClosed.class;
            case "PeriodReopened" -> PeriodReopened.class;
            default ->
                    throw new IllegalStateException(
                            "the journal holds an event of unknown type " + type);
        };
    }

    public static String write(LedgerEvent event) {
        return writeAny(event);
    }

    public static LedgerEvent read(String type, String data) {
        return readAny(data, classOf(type));
    }

    /// For what stands beside the events in the same form: documents and answers.
    static String writeAny(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(content.getClass() + " can't be written", e);
        }
    }

    public static <T> T readAny(String content, Class<T> type) {
        try {
            return JSON.readValue(content, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored is no " + type.getSimpleName(), e);
        }
    }
}
