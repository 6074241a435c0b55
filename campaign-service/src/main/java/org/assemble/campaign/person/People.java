package org.assemble.campaign.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.platform.caller.Caller;

/// People, known by ids everywhere else; what identifies them is here alone, encrypted under a key
/// of their own (D3).
@ApplicationScoped
public class People {
    @Inject Vault vault;
    @Inject Clock clock;
    @Inject ObjectMapper json;

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
        return PersonRow.<PersonRow>findById(caller.personId())
                .onItem()
                .ifNull()
                .switchTo(() -> {
                    PersonRow row = new PersonRow();
                    row.id = caller.personId();
                    row.wrappedKey = vault.newKey();
                    row.contact = vault.seal(row.wrappedKey, write(contactOf(caller)));
                    row.source = source;
                    row.since = clock.instant();
                    return row.persist();
                })
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
                .map(row -> vault.seal(row.wrappedKey, text.getBytes(StandardCharsets.UTF_8)));
    }

    private Contact contact(PersonRow row) {
        try {
            return json.readValue(vault.read(row.wrappedKey, row.contact), Contact.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] write(Contact contact) {
        try {
            return json.writeValueAsBytes(contact);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Contact contactOf(Caller caller) {
        return new Contact(caller.name().orElse(""), caller.email().orElse(""));
    }
}
