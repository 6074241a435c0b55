package org.assemble.training.certificate;

import static org.assemble.platform.problem.CommonRefusal.UNKNOWN_ADDRESS;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// What anyone needs to verify a badge, for everyone.
@Path("/api/v1/trainings/issuer")
@Tag(name = "certificates")
@PermitAll
public class IssuerResource {
    private static final long MOST_LISTS = 1_000_000;

    // The profile's words are those of Open Badges, the keys' those of controlled identifiers.
    private static final List<String> CONTEXT =
            Stream.concat(Badge.CONTEXT.stream(), Stream.of("https://www.w3.org/ns/cid/v1"))
                    .toList();

    @Inject Badges badges;
    @Inject BadgeKeys keys;
    @Inject StatusLists statuses;
    @Inject Clock clock;

    /// A key, and who may sign with it (W3C controlled identifiers).
    public record VerificationMethod(
            String id, String type, String controller, Map<String, Object> publicKeyJwk) {}

    /// Who issues badges (OB 3.0, Profile), with the keys that they are signed with.
    ///
    /// @param assertionMethod the keys that count: the one in use and those before it
    public record IssuerView(
            @JsonProperty("@context") List<String> context,
            String id,
            List<String> type,
            String name,
            String url,
            List<VerificationMethod> verificationMethod,
            List<String> assertionMethod) {
        static IssuerView of(Badge.Issuer issuer, List<VerificationMethod> methods) {
            return new IssuerView(
                    CONTEXT,
                    issuer.id(),
                    issuer.type(),
                    issuer.name(),
                    issuer.url(),
                    methods,
                    methods.stream().map(VerificationMethod::id).toList());
        }
    }

    /// A JWK set (RFC 7517).
    public record KeysView(List<Map<String, Object>> keys) {}

    @GET
    @Operation(summary = "Who issues badges, with the keys that sign them")
    public IssuerView issuer() {
        Badge.Issuer issuer = badges.issuer();
        return IssuerView.of(
                issuer,
                keys.all().entrySet().stream()
                        .map(key ->
                                new VerificationMethod(
                                        keys.address(key.getKey()),
                                        "JsonWebKey",
                                        issuer.id(),
                                        key.getValue()))
                        .toList());
    }

    @GET
    @Path("/keys")
    @Operation(summary = "The public keys of badges: the one in use, and those before it")
    public KeysView keys() {
        return new KeysView(List.copyOf(keys.all().values()));
    }

    @GET
    @Path("/keys/{name}")
    @Operation(summary = "The public key to which a badge's `kid` leads (RFC 7517)")
    public Map<String, Object> key(@RestPath String name) {
        return keys.find(name).orElseThrow(() -> UNKNOWN_ADDRESS.because("No key has this name."));
    }

    @GET
    @Path("/statuses/{list}")
    @Produces({Badge.MEDIA_TYPE, MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Which badges of a list were withdrawn",
            description =
                    "A signed credential of type BitstringStatusListCredential (W3C). It says how"
                            + " long it may be kept, and until when it is valid.")
    public Uni<RestResponse<String>> statuses(@RestPath @Min(0) @Max(MOST_LISTS) long list) {
        return statuses.signed(list)
                .map(found ->
                        found.orElseThrow(
                                () -> UNKNOWN_ADDRESS.because("No list has this number.")))
                .map(signed ->
                        ResponseBuilder.ok(signed.text())
                                .header(
                                        HttpHeaders.CACHE_CONTROL,
                                        "public, max-age=" + signed.secondsLeft(clock.instant()))
                                .build());
    }
}
