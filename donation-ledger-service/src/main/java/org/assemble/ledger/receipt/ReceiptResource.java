package org.assemble.ledger.receipt;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/v1/ledger/donations/{donationId}/receipt")
@Tag(name = "donations")
public class ReceiptResource {

    @Inject Receipts receipts;

    @Inject CurrentCaller caller;

    /// What a donor can show to anyone, and anyone can check with the ledger's public key alone.
    ///
    /// @param donation what the first entry says, for reading
    /// @param entries what stands in the books of this donation, in their order
    /// @param checkpoint the signed note that all of them are in
    public record ReceiptView(FactsView donation, List<EntryView> entries, String checkpoint) {}

    /// A donation in the donor's own facts: ids, and no name.
    public record FactsView(
            UUID id,
            Money amount,
            LocalDate receivedOn,
            UUID donorId,
            UUID mandateId,
            UUID campaignId) {

        static FactsView of(Gift gift, UUID campaignId) {
            return new FactsView(
                    gift.donationId(),
                    Money.pence(gift.pence()),
                    gift.receivedOn(),
                    gift.donorId(),
                    gift.mandateId(),
                    campaignId);
        }
    }

    /// One entry of the journal and the proof that it is in the checkpoint (RFC 6962, 2.1.1).
    ///
    /// @param text what was recorded, as it was hashed: position, stream, version, campaign, type,
    ///   three times, and the event in JSON, a line each
    /// @param salt in base64; the leaf is SHA-256(0x00 ‖ salt ‖ text)
    /// @param proof hashes in base64, from the leaf upwards
    public record EntryView(String text, String salt, List<String> proof) {
        static EntryView of(Link link, List<byte[]> proof) {
            return new EntryView(
                    link.entry().canonical(),
                    base64(link.salt()),
                    proof.stream().map(EntryView::base64).toList());
        }

        private static String base64(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }

    @GET
    @Authenticated
    @Operation(
            summary = "A receipt that proves the donation is in the published books (M12)",
            description = "For finance, and for the donor: the person whose id the donation names.")
    public Uni<ReceiptView> receipt(@RestPath UUID donationId) {
        return receipts.of(donationId, caller.get());
    }
}
