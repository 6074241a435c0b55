package org.assemble.training.calllist;

import static org.assemble.training.TrainingRefusal.EMPTY_LIST;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.calllist.model.CallList;
import org.assemble.training.calllist.model.Declared;
import org.assemble.training.calllist.model.Reading;

/// Reads the list of a call from a file. It takes its time: not on an event loop.
public final class CallLists {
    private static final List<Character> SEPARATORS = List.of(',', '\t', ';');

    private CallLists() {}

    /// A file, and what its sender says of it.
    ///
    /// @param charset as the header `Content-Type` names it
    /// @param separator empty: the one with which the titles of a list appear
    public record Sent(
            byte[] file,
            Optional<String> charset,
            Optional<Character> separator,
            Declared declared) {}

    /// Who was in the call; refuses what can't be read as a whole.
    ///
    /// @param id of the list that it is to be
    public static CallList read(UUID id, Sent sent, Schedule schedule, Instant now) {
        String text = Encoding.text(sent.file(), sent.charset());
        if (text.isBlank()) {
            throw EMPTY_LIST.because("The file has nothing in it.");
        }
        char separator = sent.separator().orElseGet(() -> separator(text, sent.declared()));
        return switch (CallList.read(
                id, Rows.of(text, separator), sent.declared(), schedule, now)) {
            case Reading.Read(CallList list) -> list;
            case Reading.No(var why, String detail) ->
                    throw TrainingRefusal.valueOf(why.name()).because(detail);
        };
    }

    private static char separator(String text, Declared declared) {
        return SEPARATORS.stream()
                .filter(separator -> CallList.isIn(Rows.first(text, separator), declared))
                .findFirst()
                .orElse(SEPARATORS.getFirst());
    }
}
