package org.assemble.training.attendance;

import static org.assemble.platform.problem.CommonRefusal.MALFORMED_REQUEST;

import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assemble.training.ZoneNames;
import org.assemble.training.calllist.model.Declared;
import org.assemble.training.calllist.model.Format;
import org.assemble.training.calllist.model.Meaning;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// What the sender of a list says of it, as query parameters; all may be left out for the lists of
/// Zoom and Microsoft Teams.
public class HowWritten {
    private static final int LONGEST = 100;
    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|');
    private static final Map<String, Format> FORMATS =
            Map.of("zoom", Format.ZOOM, "teams", Format.TEAMS);

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "`zoom` or `teams`; otherwise told by the titles of the columns")
    String format;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "Of any other list: the title of the column with names")
    String nameColumn;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "… with e-mail addresses")
    String emailColumn;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "… with the times of joining")
    String joinColumn;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "… with the times of leaving")
    String leaveColumn;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "… with minutes")
    String minutesColumn;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(
            description =
                    "How times are written, as Java's DateTimeFormatter: `dd/MM/yyyy HH:mm`;"
                            + " names of months as `Sep` or `September`")
    String dateFormat;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "In which time zone they are; otherwise in the session's")
    String timeZone;

    @RestQuery
    @Size(max = LONGEST)
    @Parameter(description = "`comma`, `semicolon`, `tab` or `pipe`; otherwise as it looks")
    String separator;

    /// All of it, for the name of a request.
    Map<String, String> said() {
        Map<String, String> said = new TreeMap<>();
        put(said, "format", format);
        put(said, "nameColumn", nameColumn);
        put(said, "emailColumn", emailColumn);
        put(said, "joinColumn", joinColumn);
        put(said, "leaveColumn", leaveColumn);
        put(said, "minutesColumn", minutesColumn);
        put(said, "dateFormat", dateFormat);
        put(said, "timeZone", timeZone);
        put(said, "separator", separator);
        return said;
    }

    Declared declared(ZoneId ofSession) {
        return new Declared(
                Optional.ofNullable(format).map(name -> known("format", name, FORMATS)),
                columns(),
                Optional.ofNullable(dateFormat).map(HowWritten::times),
                Optional.ofNullable(timeZone).map(ZoneNames::zone).orElse(ofSession));
    }

    Optional<Character> separator() {
        return Optional.ofNullable(separator).map(name -> known("separator", name, SEPARATORS));
    }

    private Map<Meaning, String> columns() {
        Map<Meaning, String> columns = new EnumMap<>(Meaning.class);
        put(columns, Meaning.NAME, nameColumn);
        put(columns, Meaning.EMAIL, emailColumn);
        put(columns, Meaning.JOIN, joinColumn);
        put(columns, Meaning.LEAVE, leaveColumn);
        put(columns, Meaning.MINUTES, minutesColumn);
        return columns;
    }

    private static <K> void put(Map<K, String> all, K key, String value) {
        if (value != null) {
            all.put(key, value);
        }
    }

    private static <T> T known(String parameter, String name, Map<String, T> all) {
        T found = all.get(name.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw MALFORMED_REQUEST.at(
                    "/" + parameter,
                    "Known are %s.".formatted(all.keySet().stream().sorted().toList()));
        }
        return found;
    }

    static DateTimeFormatter times(String pattern) {
        try {
            // As people and programs write them: 07:00 PM or pm; 22 Sep, which in the JDK's British
            // English is Sept.
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH);
        } catch (IllegalArgumentException notOne) {
            throw MALFORMED_REQUEST.at("/dateFormat", "It is no pattern of DateTimeFormatter.");
        }
    }
}
