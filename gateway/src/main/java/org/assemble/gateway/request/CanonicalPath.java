package org.assemble.gateway.request;

/// Whether a request target's path is written in the one plain way. Checks at the gateway look at
/// the same text that the service gets; a path that could mean one thing here and another there is
/// refused, not mended. Paths of this API are made of words, ids and codes, so nothing in them ever
/// needs percent-encoding.
public final class CanonicalPath {

    private static final boolean[] PLAIN = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:@+,="
                .chars()
                .forEach(letter -> PLAIN[letter] = true);
    }

    private CanonicalPath() {}

    /// @param target the request's target as it came: path and perhaps a query
    public static boolean isIn(String target) {
        int query = target.indexOf('?');
        int end = query < 0 ? target.length() : query;
        if (end == 1) {
            return target.charAt(0) == '/';
        }
        int at = 0;
        while (at < end && target.charAt(at) == '/') {
            int from = at + 1;
            at = endOfPlain(target, from, end);
            if (at == from || isDots(target, from, at)) {
                return false;
            }
        }
        return at == end && end > 0;
    }

    private static int endOfPlain(String target, int from, int end) {
        int at = from;
        while (at < end && target.charAt(at) < PLAIN.length && PLAIN[target.charAt(at)]) {
            at++;
        }
        return at;
    }

    /// Whether a segment says "here" or "above".
    private static boolean isDots(String target, int from, int to) {
        return target.charAt(from) == '.'
                && (to - from == 1 || (to - from == 2 && target.charAt(from + 1) == '.'));
    }
}
