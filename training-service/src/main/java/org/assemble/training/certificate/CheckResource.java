package org.assemble.training.certificate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.training.certificate.CertificateResource.CertificateView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Certificates by their number: for everyone whether it is valid (T4), for the national team whose
/// it is.
@Path("/api/v1/trainings/certificates")
@Tag(name = "certificates")
@PermitAll
public class CheckResource {
    static final String PATH = "/api/v1/trainings/certificates/";

    @Inject Certificates certificates;
    @Inject CheckLimit limit;
    @Inject CertificateViews views;
    @Inject CurrentCaller caller;
    @Inject HttpServerRequest request;

    /// Whether a number is that of a certificate that is held today; nothing else is public (D2).
    public record CheckView(boolean valid) {}

    @GET
    @Path("/{number}")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "Valid or not, also as a page to read",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CheckView.class)),
                @Content(
                        mediaType = MediaType.TEXT_HTML,
                        schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "429", description = "Too many numbers checked: ask again later")
    @Operation(
            summary = "Check a certificate by its number",
            description =
                    "For everyone. A number that was never given, one that is withdrawn and one"
                            + " that has expired have the same answer. An address that checks"
                            + " many numbers has to wait.")
    public Uni<RestResponse<CheckView>> check(@RestPath String number) {
        return isValid(number).map(valid -> answer(new CheckView(valid)).build());
    }

    /// Who accepts anything gets JSON; a browser prefers this.
    @GET
    @Path("/{number}")
    @Produces(MediaType.TEXT_HTML + ";qs=0.5")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> page(@RestPath String number) {
        return isValid(number)
                .map(valid ->
                        answer(CheckPage.of(valid))
                                .header(
                                        HttpHeaders.CONTENT_TYPE,
                                        MediaType.TEXT_HTML + ";charset=UTF-8")
                                .build());
    }

    @GET
    @Path("/{number}/details")
    @RolesAllowed("national-admin")
    @Operation(
            summary = "The certificate that has a number",
            description =
                    "For the national team, which withdraws what turns out to be wrong and is told"
                            + " of a number.")
    public Uni<CertificateView> details(@RestPath String number) {
        Caller asking = caller.get();
        return certificates.numbered(number).map(found -> views.of(found, asking));
    }

    private Uni<Boolean> isValid(String number) {
        limit.mustNotBeUsedUp(request);
        return certificates.isValid(number);
    }

    private static <T> ResponseBuilder<T> answer(T said) {
        return ResponseBuilder.ok(said).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
