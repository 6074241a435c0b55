package org.assemble.training.address;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Optional;
import org.assemble.platform.caller.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// By which address the caller is found in the lists of calls: seen, kept, erased (D1, D3).
@Path("/api/v1/trainings/call-address")
@Tag(name = "trainings")
public class CallAddressResource {
    @Inject CallAddresses addresses;
    @Inject CurrentCaller caller;

    /// What is held: not the address, only what it can be compared with.
    ///
    /// @param since null where nothing is held
    /// @param source where it came from (D1)
    public record CallAddressView(boolean held, Instant since, String source) {
        static CallAddressView of(Optional<Instant> since) {
            return new CallAddressView(
                    since.isPresent(),
                    since.orElse(null),
                    since.map(_ -> "your sign-in").orElse(null));
        }
    }

    @GET
    @Authenticated
    @Operation(
            summary = "Whether your address is held, to find you in the lists of calls",
            description =
                    "For everyone who is signed in. It is taken from your sign-in when you enrol,"
                            + " where it is verified, and kept as a keyed hash (D1).")
    public Uni<CallAddressView> get() {
        return addresses.since(caller.get()).map(CallAddressView::of);
    }

    @PUT
    @Authenticated
    @Operation(
            summary = "Be found in the lists of calls by the address of your sign-in",
            description = "For everyone who is signed in.")
    public Uni<CallAddressView> keep() {
        return addresses.keep(caller.get()).map(CallAddressView::of);
    }

    @DELETE
    @Authenticated
    @Operation(
            summary = "No longer be found by it: it is erased",
            description =
                    "For everyone who is signed in. Enrolling does not bring it back; only you do,"
                            + " by asking for it (D3).")
    public Uni<Void> forget() {
        return addresses.forget(caller.get());
    }
}
