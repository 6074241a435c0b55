package org.assemble.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/// TCP ports of this machine's loopback.
public final class Ports {
    // Below the range from which the kernel takes ports for outgoing connections: a free one stays
    // free.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private Ports() {}

    public static int free() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// Fails when nobody listens there.
    static void knock(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }

    static void requireFree(String part, int port) {
        if (!isFree(port)) {
            throw new CannotStart(
                    "port " + port + ", which " + part + " needs, is taken by another program");
        }
    }
}
