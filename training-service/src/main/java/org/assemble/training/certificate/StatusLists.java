package org.assemble.training.certificate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.assemble.training.certificate.model.StatusBits;

/// The public lists that say which badges were withdrawn, signed like a badge.
@ApplicationScoped
class StatusLists {
    static final String PURPOSE = "revocation";
    static final String PATH = "/api/v1/trainings/issuer/statuses/";
    private static final int MOST_KEPT = 8;

    private static final String ISSUED = "select coalesce(max(status_index), -1) from certificate";
    private static final String WITHDRAWN =
            """
            select k.status_index from certificate k join completion c on c.id = k.completion_id
            where k.status_index >= ?1 and k.status_index < ?2 and c.withdrawn_at is not null\
            """;

    // Anyone may ask for one, and making one costs a query and a signature.
    private final Cache<Long, String> made;
    private final Duration fresh;
    private final Badges badges;
    private final PublicAddress address;
    private final Clock clock;

    @Inject
    StatusLists(CertificateSettings settings, Badges badges, PublicAddress address, Clock clock) {
        this.fresh = settings.statusesFor();
        this.made = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(fresh).build();
        this.badges = badges;
        this.address = address;
        this.clock = clock;
    }

    record ListCredential(
            @JsonProperty("@context") List<String> context,
            String id,
            List<String> type,
            String issuer,
            Instant validFrom,
            Bits credentialSubject,
            String iss,
            String jti,
            String sub,
            long nbf) {}

    record Bits(String id, String type, String statusPurpose, String encodedList) {}

    /// So old a list may be.
    Duration fresh() {
        return fresh;
    }

    /// @return empty where no certificate is in this list yet
    Uni<Optional<String>> signed(long list) {
        String known = made.getIfPresent(list);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        Uni<Optional<String>> none = Uni.createFrom().item(Optional.empty());
        return withdrawn(list)
                .chain(indexes ->
                        indexes.map(found -> make(list, found).map(Optional::of)).orElse(none));
    }

    private Uni<String> make(long list, List<Long> withdrawn) {
        // Signed on a worker, and therefore outside the session.
        return badges.signed(credential(list, withdrawn)).invoke(signed -> made.put(list, signed));
    }

    @WithSession
    Uni<Optional<List<Long>>> withdrawn(long list) {
        long first = list * StatusBits.LENGTH;
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ISSUED, Long.class)
                                .getSingleResult()
                                .chain(last ->
                                        session.createNativeQuery(WITHDRAWN, Long.class)
                                                .setParameter(1, first)
                                                .setParameter(2, first + StatusBits.LENGTH)
                                                .getResultList()
                                                .map(Optional::of)
                                                .map(found ->
                                                        found.filter(
                                                                _ -> list == 0 || first <= last))));
    }

    private ListCredential credential(long list, List<Long> indexes) {
        String id = address.of(PATH + list);
        String issuer = badges.issuer().id();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Bits bits =
                new Bits(
                        id + "#list",
                        "BitstringStatusList",
                        PURPOSE,
                        StatusBits.encoded(indexes.stream().map(StatusBits::placeOf).toList()));
        return new ListCredential(
                List.of("https://www.w3.org/ns/credentials/v2"),
                id,
                List.of("VerifiableCredential", "BitstringStatusListCredential"),
                issuer,
                now,
                bits,
                issuer,
                id,
                bits.id(),
                now.getEpochSecond());
    }
}
