package org.assemble.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// The few requests that the launcher itself makes.
final class Http {
    private static final int PATIENCE_MILLIS = 5_000;

    private Http() {}

    /// The answer's body; anything but a 200 fails.
    static String get(URI uri) throws IOException {
        return answer(open(uri));
    }

    static String postForm(URI uri, Map<String, String> form) throws IOException {
        var connection = open(uri);
        connection.setDoOutput(true);
        connection.getOutputStream().write(encode(form).getBytes(StandardCharsets.US_ASCII));
        return answer(connection);
    }

    private static HttpURLConnection open(URI uri) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection;
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        try {
            var status = connection.getResponseCode();
            var stream =
                    status == HttpURLConnection.HTTP_OK
                            ? connection.getInputStream()
                            : connection.getErrorStream();
            var body =
                    stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(connection.getURL() + " answered " + status + " " + body);
            }
            return body;
        } finally {
            connection.disconnect();
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
