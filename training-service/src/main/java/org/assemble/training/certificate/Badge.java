package org.assemble.training.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/// A certificate as an Open Badge (1EdTech Open Badges 3.0), which is a W3C verifiable credential,
/// together with the claims of the token that it is signed as (OB 3.0, 8.2.4.2): they say again
/// what stands in it, in the words of JWT.
///
/// @param validUntil null, as `exp` is, where it does not expire
@JsonInclude(JsonInclude.Include.NON_NULL)
record Badge(
        @JsonProperty("@context") List<String> context,
        String id,
        List<String> type,
        String name,
        Issuer issuer,
        Instant validFrom,
        Instant validUntil,
        Subject credentialSubject,
        Status credentialStatus,
        String iss,
        String jti,
        String sub,
        long nbf,
        Long exp) {
    static final List<String> CONTEXT =
            List.of(
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
    static final String MEDIA_TYPE = "application/vc+jwt";

    record Issuer(String id, List<String> type, String name, String url) {}

    /// @param id an id that means nothing outside: who it is, the badge does not say (D2)
    record Subject(
            String id, List<String> type, Instant activityEndDate, Achievement achievement) {}

    record Achievement(
            String id,
            List<String> type,
            String name,
            String version,
            String description,
            Criteria criteria) {}

    record Criteria(String narrative) {}

    /// Where to look whether it was withdrawn (W3C Bitstring Status List).
    record Status(
            String id,
            String type,
            String statusPurpose,
            String statusListIndex,
            String statusListCredential) {}
}
