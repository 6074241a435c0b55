package org.assemble.training.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// A person's certificates: for the person, trainers, the organisers of their campaign, the
/// coordinators of its region and the national team (D1); what can be shown as one's own, for the
/// person alone.
@Path("/api/v1/trainings/people/{personId}/certificates")
@Tag(name = "certificates")
@Authenticated
public class CertificateResource {
    private static final String PDF = "application/pdf";
    private static final int LONGEST_REASON = 500;

    private static final String FOR_WHOM =
            "For the person, trainers, the organisers of their campaign, the coordinators of its"
                    + " region and the national team.";

    /// Who accepts anything gets JSON.
    private static final String SECOND = ";qs=0.5";

    @Inject Certificates certificates;
    @Inject Badges badges;
    @Inject Papers papers;
    @Inject CertificateViews views;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// A certificate.
    ///
    /// @param number as people read it, in groups
    /// @param courseName as the course was called, in the version that it had, when the session
    ///   began
    /// @param completedOn the day in Europe/London
    /// @param expiresOn the first day on which it is held no more; null where it does not expire
    /// @param standing `VALID`, `EXPIRED` or `WITHDRAWN`, today
    /// @param withdrawnAt only where it is withdrawn
    /// @param withdrawnReason only where it is withdrawn, for its holder and the national team
    /// @param checkAt where anyone can check it, without a token
    public record CertificateView(
            UUID id,
            String number,
            UUID personId,
            String course,
            String courseName,
            int courseVersion,
            UUID sessionId,
            LocalDate completedOn,
            LocalDate expiresOn,
            String standing,
            @JsonInclude(JsonInclude.Include.NON_NULL) Instant withdrawnAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) String withdrawnReason,
            String checkAt) {}

    /// Why it does not count any more: for its holder and the national team (D1).
    public record Withdrawal(@NotBlank @Size(max = LONGEST_REASON) String reason) {}

    @GET
    @Operation(
            summary = "A person's certificates, in the order in which they were issued",
            description = FOR_WHOM)
    public Uni<Page<CertificateView>> list(
            @RestPath UUID personId, @Valid @BeanParam PageRequest page) {
        Caller asking = caller.get();
        return certificates
                .of(asking, personId, page)
                .map(rows ->
                        Page.of(
                                rows,
                                page.limit(),
                                Certificate::id,
                                certificate -> views.of(certificate, asking)));
    }

    @GET
    @Path("/{certificateId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "One certificate: as JSON, as a signed badge, or as a page to print",
            description =
                    FOR_WHOM
                            + " `application/vc+jwt` (or `text/plain`) is an Open Badge 3.0, a W3C verifiable"
                            + " credential signed by this service; `application/pdf` a page with"
                            + " a picture that leads to the public check. Both are for the holder"
                            + " alone, and neither is given of a certificate that is withdrawn.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate, in the shape that is accepted",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CertificateView.class)),
                @Content(mediaType = Badge.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = PDF,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Uni<CertificateView> get(@RestPath UUID personId, @RestPath UUID certificateId) {
        Caller asking = caller.get();
        return certificates
                .get(asking, personId, certificateId)
                .map(certificate -> views.of(certificate, asking));
    }

    @GET
    @Path("/{certificateId}")
    @Produces({Badge.MEDIA_TYPE + SECOND, MediaType.TEXT_PLAIN + SECOND})
    @Operation(hidden = true)
    public Uni<String> badge(@RestPath UUID personId, @RestPath UUID certificateId) {
        return certificates
                .getOwn(caller.get(), personId, certificateId)
                .chain(badges::signedBadge);
    }

    @GET
    @Path("/{certificateId}")
    @Produces(PDF + SECOND)
    @Operation(hidden = true)
    public Uni<RestResponse<byte[]>> paper(@RestPath UUID personId, @RestPath UUID certificateId) {
        Caller asking = caller.get();
        return certificates
                .getOwn(asking, personId, certificateId)
                .chain(found -> papers.print(found, asking.name()))
                .map(pdf ->
                        ResponseBuilder.ok(pdf)
                                .header(HttpHeaders.CONTENT_TYPE, PDF)
                                .header(
                                        HttpHeaders.CONTENT_DISPOSITION,
                                        "inline; filename=\"certificate.pdf\"")
                                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                                .build());
    }

    @POST
    @Path("/{certificateId}/withdrawal")
    @RolesAllowed("national-admin")
    @Operation(
            summary = "Withdraw a certificate, with the training that it is of",
            description =
                    "By the national team, which finds it by its number or its person. A trainer"
                            + " corrects the attendance of the session instead, which withdraws"
                            + " what rested on it. The same attendance told again does not give"
                            + " it back.")
    public Uni<RestResponse<CertificateView>> withdraw(
            @RestPath UUID personId,
            @RestPath UUID certificateId,
            @NotNull @Valid Withdrawal withdrawal) {
        Caller asking = caller.get();
        return once.done(
                withdrawal,
                CertificateView.class,
                () ->
                        certificates
                                .withdraw(asking, personId, certificateId, withdrawal.reason())
                                .map(certificate -> views.of(certificate, asking)));
    }
}
