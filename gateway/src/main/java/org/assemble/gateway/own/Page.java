package org.assemble.gateway.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// A page of a list that is ordered by ids.
///
/// @param next the cursor of the next page; null on the last
public record Page<T>(List<T> items, @JsonInclude(JsonInclude.Include.ALWAYS) String next) {

    private static final String VERSION = "1:";
    private static final int MOST = 200;
    private static final int USUAL = 50;

    /// Which page is wanted.
    ///
    /// @param after the id that the page before ended with
    public record Wanted(int limit, Optional<UUID> after) {

        static Wanted in(Call call) {
            return new Wanted(
                    call.query("limit").map(Wanted::limitIn).orElse(USUAL),
                    call.query("cursor").map(Wanted::cursorIn));
        }

        /// How many rows to read: one more, to know whether there is a next page.
        public int rows() {
            return limit + 1;
        }

        private static int limitIn(String text) {
            if (!text.matches("[0-9]{1,3}")) {
                throw Rejection.malformed("/limit", "A limit is a number from 1 to 200.");
            }
            int limit = Integer.parseInt(text);
            if (limit < 1 || limit > MOST) {
                throw Rejection.malformed("/limit", "A limit is a number from 1 to 200.");
            }
            return limit;
        }

        private static UUID cursorIn(String text) {
            try {
                String key =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                if (key.startsWith(VERSION)) {
                    return UUID.fromString(key.substring(VERSION.length()));
                }
            } catch (IllegalArgumentException notOurs) {
                // Said below, together with other text that is no cursor.
            }
            throw Rejection.malformed("/cursor", "This cursor is not one of ours.");
        }
    }

    /// A page from one more row than the limit.
    public static <T> Answer of(List<T> rows, Wanted wanted, Function<T, UUID> id, Call call) {
        boolean more = rows.size() > wanted.limit();
        List<T> shown = more ? rows.subList(0, wanted.limit()) : rows;
        if (!more) {
            return Answer.ok(new Page<>(shown, null));
        }
        String next =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                (VERSION + id.apply(shown.getLast()))
                                        .getBytes(StandardCharsets.UTF_8));
        return Answer.ok(new Page<>(shown, next))
                .with("Link", "<" + call.addressWith("cursor", next) + ">; rel=\"next\"");
    }
}
