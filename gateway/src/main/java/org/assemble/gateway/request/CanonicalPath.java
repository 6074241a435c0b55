package org.assemble.gateway.request;

import java.util.regex.Pattern;

/// Whether a request target's path is written in the one plain way. Checks at the gateway look at
/// the same text that the service gets; a path that could mean one thing here and another there is
/// refused, not mended. Paths of this API are made of words, ids and codes, so nothing in them ever
/// needs percent-encoding.
public final class CanonicalPath {

    private static final Pattern CANONICAL =
            Pattern.compile("/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9\\-._~:@+,=]++)++");

    private CanonicalPath() {}

    /// @param target the request's target as it came: path and perhaps a query
    public static boolean isIn(String target) {
        int query = target.indexOf('?');
        return CANONICAL.matcher(query < 0 ? target : target.substring(0, query)).matches();
    }
}
