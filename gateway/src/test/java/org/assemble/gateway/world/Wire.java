package org.assemble.gateway.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A caller who writes what no well-behaved client would: bytes as they are, answers as they come.
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    public Wire(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// An answer as it came: first line and headers, then the body.
    public record Answer(String head, String body) {

        public int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        public List<String> headerNames() {
            return head.lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /// Sends one request after the other on a connection of its own, and reads to the connection's
    /// end.
    public static Answer exchange(int port, String... request) {
        try (Wire wire = new Wire(port)) {
            wire.send(request);
            return wire.readToEnd();
        }
    }

    /// How long it waits for the next byte.
    public void patience(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void send(String... lines) {
        sendBytes(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
    }

    public void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Whether something of an answer has come.
    public boolean hasAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Answer readToEnd() {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException | SocketTimeoutException _) {
            // Broken off by the gateway, or not gone on with: what came until then is the answer.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        int gap = all.indexOf("\r\n\r\n");
        return gap < 0
                ? new Answer(all.toString(), "")
                : new Answer(all.substring(0, gap), all.substring(gap + 4));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
