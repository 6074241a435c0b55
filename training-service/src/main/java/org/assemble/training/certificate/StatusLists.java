package org.assemble.training.certificate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.assemble.training.certificate.model.StatusBits;

/// The public lists that say which badges were withdrawn, signed like a badge.
@ApplicationScoped
class StatusLists {
    static final String PURPOSE = "revocation";
    static final String PATH = "/api/v1/trainings/issuer/statuses/";
    private static final int MOST_KEPT = 64;

    /// So far may a verifier's clock be from ours.
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final String LAST =
            "select coalesce(max(status_index), 0) / ?1 from certificate";
    private static final String WITHDRAWN =
            """
            select k.status_index from completion c join certificate k on k.completion_id = c.id
            where c.withdrawn_at is not null and k.status_index >= ?1 and k.status_index < ?2\
            """;

    // Anyone may ask for one, and making one costs a query and a signature. So what is kept is the
    // work under way: however many ask at once, it is done once; and so is finding out that there
    // is no such list.
    private final AsyncCache<Long, Signed> made;
    private final AsyncCache<String, Long> last;
    private final Duration fresh;
    private final Badges badges;
    private final PublicAddress address;
    private final Clock clock;

    @Inject
    StatusLists(CertificateSettings settings, Badges badges, PublicAddress address, Clock clock) {
        this.fresh = settings.statusesFor();
        this.made = keeping(MOST_KEPT);
        this.last = keeping(1);
        this.badges = badges;
        this.address = address;
        this.clock = clock;
    }

    private <K, V> AsyncCache<K, V> keeping(int most) {
        return Caffeine.newBuilder().maximumSize(most).expireAfterWrite(fresh).buildAsync();
    }

    /// A signed list.
    ///
    /// @param freshUntil when it is made anew
    record Signed(String text, Instant freshUntil) {

        /// For how long somebody else may keep it: what is left of its time.
        long secondsLeft(Instant now) {
            return Math.max(0, Duration.between(now, freshUntil).toSeconds());
        }
    }

    /// @param validUntil after it, an old copy of the list says nothing any more
    record ListCredential(
            @JsonProperty("@context") List<String> context,
            String id,
            List<String> type,
            String issuer,
            Instant validFrom,
            Instant validUntil,
            Bits credentialSubject,
            String iss,
            String jti,
            String sub,
            long nbf,
            long exp) {}

    /// @param ttl milliseconds after which to ask again
    record Bits(String id, String type, String statusPurpose, long ttl, String encodedList) {}

    /// @return empty where no certificate is in this list yet
    Uni<Optional<Signed>> signed(long list) {
        Uni<Optional<Signed>> none = Uni.createFrom().item(Optional.empty());
        // The one that comes next is there already, so that it is when the first badge names it.
        return once(last, "last", this::lastList)
                .chain(known ->
                        list > known + 1
                                ? none
                                : once(made, list, () -> make(list)).map(Optional::of));
    }

    /// Who asks while it is being done waits for it; what failed is not kept. Who waited goes on in
    /// a context of their own: sessions belong to contexts, and one is not for two at once.
    static <K, V> Uni<V> once(AsyncCache<K, V> cache, K key, Supplier<Uni<V>> work) {
        Context asking = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(
                        () -> cache.get(key, (_, _) -> work.get().subscribeAsCompletionStage()))
                .emitOn(todo -> asking.runOnContext(_ -> todo.run()));
    }

    private Uni<Signed> make(long list) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        // Encoded and signed on a worker, and therefore outside the session.
        return withdrawn(list)
                .chain(indexes ->
                        badges.signed(() -> credential(list, StatusBits.encoded(indexes), now)))
                .map(text -> new Signed(text, now.plus(fresh)));
    }

    @WithSession
    Uni<Long> lastList() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LAST, Long.class)
                                .setParameter(1, (long) StatusBits.LENGTH)
                                .getSingleResult());
    }

    @WithSession
    Uni<List<Integer>> withdrawn(long list) {
        long first = list * StatusBits.LENGTH;
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WITHDRAWN, Long.class)
                                .setParameter(1, first)
                                .setParameter(2, first + StatusBits.LENGTH)
                                .getResultList())
                .map(indexes -> indexes.stream().map(StatusBits::placeOf).toList());
    }

    ListCredential credential(long list, String encoded, Instant now) {
        String id = address.of(PATH + list);
        String issuer = badges.issuer().id();
        Instant until = now.plus(fresh).plus(CLOCKS_DIFFER).truncatedTo(ChronoUnit.SECONDS);
        Bits bits =
                new Bits(id + "#list", "BitstringStatusList", PURPOSE, fresh.toMillis(), encoded);
        return new ListCredential(
                List.of("https://www.w3.org/ns/credentials/v2"),
                id,
                List.of("VerifiableCredential", "BitstringStatusListCredential"),
                issuer,
                now,
                until,
                bits,
                issuer,
                id,
                bits.id(),
                now.getEpochSecond(),
                until.getEpochSecond());
    }
}
