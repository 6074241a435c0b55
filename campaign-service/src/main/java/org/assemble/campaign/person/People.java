package org.assemble.campaign.person;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.settings.Json;

/// People, known by ids everywhere else; what identifies them is here alone, encrypted under a key
/// of their own (D3).
@ApplicationScoped
public class People {
    private static final String KEEP =
            "insert into person (id, wrapped_key, contact, source, since) values (?1, ?2, ?3, ?4, ?5)"
                    + " on conflict do nothing";

    @Inject Vault vault;
    @Inject Clock clock;
    @Inject Json json;

    /// What identifies a person; either may be empty.
    public record Contact(String name, String email) {
        @Override
        public String toString() {
            // Never in a log.
            return "Contact[…]";
        }
    }

    /// Keeps who the caller is, as the realm knows them; a person who is known stays as they are.
    ///
    /// @param source where it came from (D1)
    @WithTransaction
    public Uni<Void> remember(Caller caller, String source) {
        byte[] key = vault.newKey();
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(KEEP)
                                .setParameter(1, caller.personId())
                                .setParameter(2, key)
                                .setParameter(
                                        3, vault.seal(key, bytes(json.write(contactOf(caller)))))
                                .setParameter(4, source)
                                .setParameter(5, clock.instant())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /// Who these people are, for a caller who may know.
    @WithSession
    public Uni<Map<UUID, Contact>> contacts(Collection<UUID> ids) {
        return PersonRow.<PersonRow>list("id in ?1", ids)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.id, this::contact)));
    }

    /// Encrypts something that identifies a person under their key.
    @WithSession
    public Uni<byte[]> sealFor(UUID personId, String text) {
        return PersonRow.<PersonRow>findById(personId)
                .map(row -> vault.seal(row.wrappedKey, bytes(text)));
    }

    private Contact contact(PersonRow row) {
        String text = new String(vault.read(row.wrappedKey, row.contact), StandardCharsets.UTF_8);
        return json.read(text, Contact.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Contact contactOf(Caller caller) {
        return new Contact(caller.name().orElse(""), caller.email().orElse(""));
    }
}
