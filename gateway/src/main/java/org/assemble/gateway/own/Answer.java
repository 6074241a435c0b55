package org.assemble.gateway.own;

import java.util.HashMap;
import java.util.Map;

/// What one of the gateway's own operations answers.
///
/// @param content becomes the JSON body; null for none
/// @param kept what a repeated request is answered with: the content without what is shown once
public record Answer(int status, Object content, Object kept, Map<String, String> headers) {

    public static Answer ok(Object content) {
        return new Answer(200, content, content, Map.of());
    }

    /// @param address where what was made is found
    public static Answer created(String address, Object content) {
        return new Answer(201, content, content, Map.of("Location", address));
    }

    /// @param address where to look what became of it
    public static Answer accepted(String address, Object content) {
        return new Answer(202, content, content, Map.of("Location", address));
    }

    public static Answer nothing() {
        return new Answer(204, null, null, Map.of());
    }

    /// The same, of which a repeated request gets only so much: a secret is shown once.
    public Answer keeping(Object onlyThis) {
        return new Answer(status, content, onlyThis, headers);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, content, kept, more);
    }
}
