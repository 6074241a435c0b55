package org.assemble.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Donations to the national account, all of them different.
final class Donations {
    private static final String TODAY = LocalDate.now(ZoneId.of("Europe/London")).toString();
    private static final int CHUNK = 65_536;

    private Donations() {}

    /// Version 7 is what callers use: references made one after the other stand near each other.
    static UUID id() {
        var random = ThreadLocalRandom.current();
        var high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, 0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }

    /// As `POST /api/v1/ledger/donations` takes it.
    static String json() {
        return "{\"source\":\"bank\",\"reference\":\""
                + id()
                + "\",\"amount\":{\"amount\":"
                + ThreadLocalRandom.current().nextInt(100, 10_000)
                + ",\"currency\":\"GBP\"},\"receivedOn\":\""
                + TODAY
                + "\",\"donorId\":\""
                + id()
                + "\"}";
    }

    /// As the service keeps it in the journal.
    static String event(UUID donation) {
        return "{\"gift\":{\"donationId\":\""
                + donation
                + "\",\"source\":\"bank\",\"reference\":\""
                + id()
                + "\",\"pence\":"
                + ThreadLocalRandom.current().nextInt(100, 10_000)
                + ",\"receivedOn\":\""
                + TODAY
                + "\",\"donorId\":\""
                + id()
                + "\"}}";
    }

    /// Imports so many as one NDJSON list, and returns the answer.
    static String importList(Stage stage, String token, int count) throws IOException {
        var request =
                (HttpURLConnection)
                        stage.uri("/api/v1/ledger/donations/import").toURL().openConnection();
        request.setDoOutput(true);
        request.setChunkedStreamingMode(CHUNK);
        request.setRequestProperty("Content-Type", "application/x-ndjson");
        request.setRequestProperty("Authorization", "Bearer " + token);
        try (var body = new BufferedOutputStream(request.getOutputStream(), CHUNK)) {
            for (var i = 0; i < count; i++) {
                body.write(json().getBytes(UTF_8));
                body.write('\n');
            }
        }
        if (request.getResponseCode() != 200) {
            throw new IOException(new String(request.getErrorStream().readAllBytes(), UTF_8));
        }
        var answer = new String(request.getInputStream().readAllBytes(), UTF_8);
        if (!answer.contains("\"recorded\":" + count + ",")) {
            throw new IOException("not all of " + count + " were recorded: " + answer);
        }
        return answer;
    }
}
