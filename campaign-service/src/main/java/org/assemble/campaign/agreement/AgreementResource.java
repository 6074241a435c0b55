package org.assemble.campaign.agreement;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/agreements")
@Tag(name = "agreements", description = "The versions of the agreement (G1)")
public class AgreementResource {
    @Inject Agreements agreements;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// A new version (G1), with where to find its guide (G4).
    public record NewAgreement(
            @NotBlank @Size(max = 40) String version,
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 200_000) String text,
            @NotNull
                    @Size(max = 500)
                    @Pattern(regexp = "https?://\\S+", message = "must be a web address")
                    String guideUrl) {}

    /// A version as it is published.
    public record AgreementView(
            UUID id,
            String version,
            String title,
            String text,
            String guideUrl,
            Instant publishedAt) {
        static AgreementView of(AgreementRow row) {
            return new AgreementView(
                    row.id, row.version, row.title, row.text, row.guideUrl, row.publishedAt);
        }
    }

    @POST
    @RolesAllowed("national-admin")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = AgreementView.class, responseCode = "201")
    @Operation(summary = "Publish a version of the agreement")
    public Uni<RestResponse<AgreementView>> publish(@NotNull @Valid NewAgreement text) {
        return once.created(
                text,
                AgreementView.class,
                () ->
                        agreements
                                .publish(
                                        caller.get().personId(),
                                        text.version(),
                                        text.title(),
                                        text.text(),
                                        text.guideUrl())
                                .map(AgreementView::of),
                AgreementView::id);
    }

    @GET
    @PermitAll
    @Operation(summary = "The versions of the agreement, oldest first")
    public Uni<Page<AgreementView>> list(@Valid @BeanParam PageRequest page) {
        return agreements
                .list(page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, AgreementView::of));
    }

    @GET
    @Path("/{agreementId}")
    @PermitAll
    @Operation(summary = "One version of the agreement")
    public Uni<AgreementView> get(@RestPath UUID agreementId) {
        return agreements.get(agreementId).map(AgreementView::of);
    }
}
