package org.assemble.ledger.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.ledger.journal.Rows.DocumentRow;
import org.assemble.ledger.journal.Rows.KeyRow;

/// What was kept beside an order's events, by hash: it stands in the first of them, as the member
/// `kept`, so the chain vouches for rows that it does not hold (M12). It is no part of what
/// happened: who reads the event passes over it.
///
/// @param keys a hash of each key's row, but for the references of donations, which the audit
///   computes from the event itself
/// @param documents a salted hash of each document by its id: what is erased can't be guessed from
///   it
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Kept(List<String> keys, Map<UUID, String> documents) {

    public static final Kept NOTHING = new Kept(List.of(), Map.of());

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public Kept {
        keys = keys == null ? List.of() : List.copyOf(keys);
        documents = documents == null ? Map.of() : Map.copyOf(documents);
    }

    /// How it stands in an event's data.
    private record Member(Kept kept) {}

    static Kept of(List<KeyRow> keys, List<DocumentRow> documents) {
        List<String> hashes =
                keys.stream()
                        .filter(key -> !Key.followsFromEvent(key.name()))
                        .map(key -> ofKey(key.name(), key.request(), key.answer()))
                        .toList();
        return hashes.isEmpty() && documents.isEmpty()
                ? NOTHING // as with each donation of a long list
                : new Kept(
                        hashes,
                        documents.stream().collect(Collectors.toMap(DocumentRow::id, Kept::of)));
    }

    /// An event's data, and after it what is kept beside.
    String in(String data) {
        return nothing()
                ? data
                : data.substring(0, data.length() - 1)
                        + ","
                        + EventJson.writeAny(new Member(this)).substring(1);
    }

    /// What an event's data says; throws where it can't be read.
    public static Kept from(String data) {
        if (!data.contains("\"kept\":")) {
            return NOTHING;
        }
        Kept kept = EventJson.readAny(data, Member.class).kept();
        return kept == null ? NOTHING : kept;
    }

    public boolean nothing() {
        return keys.isEmpty() && documents.isEmpty();
    }

    /// One field a line; only the last could hold a line break.
    ///
    /// @param answer null where it is made from the event
    public static String ofKey(String name, byte[] request, String answer) {
        return hash(
                new byte[0], BASE64.encodeToString(request), answer == null ? "" : answer, name);
    }

    /// Null where the salt is gone: then nothing can be told of the content.
    static String of(DocumentRow row) {
        return row.salt() == null ? null : ofDocument(row.id(), row.kind(), row.body(), row.salt());
    }

    /// The same of a document.
    ///
    /// @param body JSON as it is stored, byte for byte
    public static String ofDocument(UUID id, String kind, String body, byte[] salt) {
        return hash(salt, id.toString(), kind, body);
    }

    private static String hash(byte[] salt, String... lines) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return BASE64.encodeToString(
                    sha256.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
