package org.assemble.platform.paging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.assemble.platform.problem.CommonRefusal;

/// An opaque place in a list: the sort key of the last row seen.
final class Cursor {
    private static final String VERSION = "1:";

    private Cursor() {}

    static String of(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((VERSION + key).getBytes(StandardCharsets.UTF_8));
    }

    static String key(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(VERSION)) {
                return text.substring(VERSION.length());
            }
        } catch (IllegalArgumentException notOurs) {
            // Said below, together with other text that is no cursor.
        }
        throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is not one of ours.");
    }
}
