package org.assemble.gateway.request;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a request stands in a trace (W3C Trace Context): the trace it belongs to, and the step
/// that the gateway is. What a caller says of it is continued where it is well-formed, and left out
/// where it isn't.
///
/// @param traceId 32 digits, the same for all that comes of one request
/// @param spanId 16 digits, the gateway's own step
/// @param flags 2 digits: whether the trace is recorded, and whether its id is random
/// @param state what tracing systems noted, as a header; empty where there is none
public record TraceContext(String traceId, String spanId, String flags, String state) {

    public static final CharSequence PARENT = HttpHeaders.createOptimized("traceparent");
    public static final CharSequence STATE = HttpHeaders.createOptimized("tracestate");

    /// The name that Trace Context Level 2 gives to what an answer says.
    public static final CharSequence RESPONSE = HttpHeaders.createOptimized("traceresponse");

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern WRITTEN =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    private static final int KNOWN_FLAGS = 0x03;
    private static final String BEGUN = "03"; // recorded, and of a random id

    private static final int MOST_MEMBERS = 32;
    private static final int MOST_STATE = 512;
    private static final Pattern MEMBER =
            Pattern.compile(
                    "((?:[a-z0-9][a-z0-9_\\-*/]{0,240}@)?[a-z0-9][a-z0-9_\\-*/]{0,255})"
                            + "=([\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e])");

    /// Continues the trace that a request belongs to, or begins one.
    public static TraceContext of(MultiMap headers) {
        List<String> parents = headers.getAll(PARENT);
        if (parents.size() != 1) {
            return begun();
        }
        Matcher parent = WRITTEN.matcher(parents.getFirst());
        if (!parent.matches() || !isValid(parent)) {
            return begun();
        }
        int flags = HexFormat.fromHexDigits(parent.group(4)) & KNOWN_FLAGS;
        return new TraceContext(
                parent.group(2),
                newSpan(),
                HEX.toHexDigits((byte) flags),
                state(headers.getAll(STATE)));
    }

    /// Versions that are not known yet may say more, but say it behind.
    private static boolean isValid(Matcher parent) {
        String version = parent.group(1);
        return !version.equals("ff")
                && (parent.group(5) == null || !version.equals("00"))
                && !parent.group(2).equals(NO_TRACE)
                && !parent.group(3).equals(NO_SPAN);
    }

    private static TraceContext begun() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String traceId =
                HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1);
        return new TraceContext(traceId, newSpan(), BEGUN, "");
    }

    private static String newSpan() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }

    private static String state(List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        String all = String.join(",", lines);
        if (all.length() > MOST_STATE) {
            return "";
        }
        Set<String> keys = new HashSet<>();
        for (String written : all.split(",")) {
            String member = strip(written);
            if (member.isEmpty()) {
                continue;
            }
            Matcher keyAndValue = MEMBER.matcher(member);
            if (!keyAndValue.matches() || !keys.add(keyAndValue.group(1))) {
                return "";
            }
        }
        return keys.isEmpty() || keys.size() > MOST_MEMBERS ? "" : all;
    }

    /// Blanks and tabs around a member are of no meaning.
    private static String strip(String member) {
        int from = 0;
        int to = member.length();
        while (from < to && isBlank(member.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(member.charAt(to - 1))) {
            to--;
        }
        return member.substring(from, to);
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }

    /// The header for the service, whose parent the gateway is.
    public String header() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
