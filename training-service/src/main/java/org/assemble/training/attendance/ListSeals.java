package org.assemble.training.attendance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.settings.Json;
import org.assemble.training.address.CallAddresses;
import org.assemble.training.address.Vault;
import org.assemble.training.attendance.model.Evidence;
import org.assemble.training.calllist.model.Attendee;
import org.assemble.training.calllist.model.CallList;
import org.assemble.training.calllist.model.Format;
import org.assemble.training.calllist.model.Line;

/// Seals the names and addresses of a list under a key of the list's own, and opens them (D2, D3).
/// It takes its time: not on an event loop.
@Singleton
class ListSeals {
    @Inject Vault vault;
    @Inject CallAddresses addresses;
    @Inject Json json;

    /// Who somebody in a list is, as far as the list tells.
    record Who(String name, String email) {
        private static final Who ERASED = new Who(null, null);

        @Override
        public String toString() {
            // Never in a log.
            return "Who[…]";
        }
    }

    /// Somebody in a list, sealed.
    ///
    /// @param hash of their address, to find them by; null where the list has none
    record Sealed(int number, byte[] sealed, String hash, List<Line> lines) {

        List<Evidence> told() {
            return lines.stream()
                    .filter(Line.Telling.class::isInstance)
                    .map(line -> ((Line.Telling) line).evidence())
                    .toList();
        }
    }

    /// A list, sealed.
    ///
    /// @param content the hash of the file and of what was said of it
    record SealedList(
            UUID id, String content, Format format, byte[] wrappedKey, List<Sealed> attendees) {}

    SealedList seal(UUID id, CallList list, String content) {
        byte[] key = vault.newKey();
        return new SealedList(
                id,
                content,
                list.format(),
                key,
                list.attendees().stream().map(attendee -> seal(key, attendee)).toList());
    }

    /// Who it is, for a trainer who is to tell; nobody where it is erased.
    Who read(byte[] wrappedKey, byte[] sealed) {
        if (wrappedKey == null || sealed == null) {
            return Who.ERASED;
        }
        String text = new String(vault.read(wrappedKey, sealed), StandardCharsets.UTF_8);
        return json.read(text, Who.class);
    }

    private Sealed seal(byte[] key, Attendee attendee) {
        String who = json.write(new Who(attendee.name(), attendee.email()));
        return new Sealed(
                attendee.number(),
                vault.seal(key, who.getBytes(StandardCharsets.UTF_8)),
                attendee.email().isEmpty() ? null : addresses.hash(attendee.email()),
                attendee.lines());
    }
}
