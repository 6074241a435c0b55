package org.assemble.training.address;

import static org.assemble.training.TrainingRefusal.NO_ADDRESS;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.platform.caller.Caller;
import org.assemble.training.calllist.model.CallList;

/// By which address people are found in the lists of calls: the one of their sign-in, which the
/// realm gives to one person only and has seen to be theirs. Its keyed hash alone is kept, which is
/// enough to compare and tells nobody the address; the person sees that it is held, and has it
/// erased (D1, D3). Then the row stays without the hash: that they do not want it is remembered,
/// until they ask for it themselves.
@ApplicationScoped
public class CallAddresses {
    private static final String PURPOSE = "call-address";
    private static final String KEEP =
            """
            insert into call_address (person_id, hash, since) values (?1, ?2, ?3)
            on conflict (person_id) do update set hash = excluded.hash, since = excluded.since
            where call_address.hash is distinct from excluded.hash\
            """;
    // No row that has no hash: its person does not want it.
    private static final String REMEMBER = KEEP + " and call_address.hash is not null";
    private static final String FORGET =
            """
            insert into call_address (person_id, since) values (?1, ?2)
            on conflict (person_id) do update set hash = null, since = excluded.since
            where call_address.hash is not null\
            """;
    // An address that two people have tells of neither.
    private static final String WHOSE =
            """
            select hash, cast(min(cast(person_id as text)) as uuid) from call_address
            where hash = any(?1) group by hash having count(*) = 1\
            """;

    @Inject Vault vault;
    @Inject Clock clock;

    /// The address as it is compared.
    public String hash(String email) {
        return HexFormat.of().formatHex(vault.mac(PURPOSE, CallList.email(email)));
    }

    /// Who has these addresses, by their hash; those whom nobody has, or two have, are missing.
    @WithSession
    public Uni<Map<String, UUID>> whose(Collection<String> hashes) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WHOSE, Object[].class)
                                .setParameter(1, hashes.toArray(String[]::new))
                                .getResultList())
                .map(rows ->
                        rows.stream()
                                .collect(
                                        Collectors.toMap(
                                                row -> (String) row[0], row -> (UUID) row[1])));
    }

    /// Keeps the address of the caller's sign-in, if it has one that is known to be theirs, and
    /// they did not have it erased: who enrols is to be found.
    @WithTransaction
    public Uni<Void> remember(Caller caller) {
        return caller.verifiedEmail()
                .map(email -> keep(REMEMBER, caller, email))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /// The same, asked for, also by who had it erased; refuses a sign-in without such an address.
    @WithTransaction
    Uni<Optional<Instant>> keep(Caller caller) {
        String email =
                caller.verifiedEmail()
                        .orElseThrow(() ->
                                NO_ADDRESS.because(
                                        "Your sign-in names no e-mail address that is verified."));
        return keep(KEEP, caller, email).chain(() -> since(caller));
    }

    /// Since when the caller's address is kept; empty when it is not.
    @WithSession
    Uni<Optional<Instant>> since(Caller caller) {
        return CallAddressRow.<CallAddressRow>find(
                        "personId = ?1 and hash is not null", caller.personId())
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(kept -> kept.since));
    }

    /// Erases it, and keeps that its person does not want it kept.
    @WithTransaction
    Uni<Void> forget(Caller caller) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(FORGET)
                                .setParameter(1, caller.personId())
                                .setParameter(2, clock.instant())
                                .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Void> keep(String sql, Caller caller, String email) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(sql)
                                .setParameter(1, caller.personId())
                                .setParameter(2, hash(email))
                                .setParameter(3, clock.instant())
                                .executeUpdate())
                .replaceWithVoid();
    }
}
