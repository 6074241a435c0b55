package org.assemble.gateway.cache;

import java.util.Locale;

/// The directives of a `Cache-Control` header that the gateway heeds (RFC 9111, 5.2).
///
/// @param shareable whether it is called public, and by nothing else forbidden to be kept
/// @param wantsFresh whether a caller asks for an answer of the service itself
/// @param ageSeconds how long it may be kept: what is said to shared caches before what is said to
///   all; 0 where nothing is said
record CacheControl(boolean shareable, boolean wantsFresh, long ageSeconds) {

    static CacheControl parse(String header) {
        boolean isPublic = false;
        boolean forbidden = false;
        boolean fresh = false;
        long age = 0;
        long sharedAge = -1;
        for (String written : header.split(",")) {
            String directive = written.strip().toLowerCase(Locale.ROOT);
            switch (directive) {
                case "public" -> isPublic = true;
                case "private", "must-understand" -> forbidden = true;
                case "no-store", "no-cache" -> {
                    forbidden = true;
                    fresh = true;
                }
                default -> {
                    if (directive.startsWith("private=") || directive.startsWith("no-cache=")) {
                        forbidden = true;
                    } else if (directive.startsWith("max-age=")) {
                        age = seconds(directive);
                        fresh |= age == 0;
                    } else if (directive.startsWith("s-maxage=")) {
                        sharedAge = seconds(directive);
                    }
                }
            }
        }
        return new CacheControl(isPublic && !forbidden, fresh, sharedAge >= 0 ? sharedAge : age);
    }

    private static long seconds(String directive) {
        String number = directive.substring(directive.indexOf('=') + 1).replace("\"", "");
        return number.matches("[0-9]{1,9}") ? Long.parseLong(number) : 0;
    }
}
