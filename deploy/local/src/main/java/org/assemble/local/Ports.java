package org.assemble.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

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
                    "port %d, which %s needs, is taken by %s; end that, or choose other ports with"
                                    .formatted(port, part, holder(port))
                            + " ASSEMBLE_PORT_OFFSET=100");
        }
    }

    /// Who listens on a port, as far as the system tells us.
    private static String holder(int port) {
        return inode(port)
                .flatMap(inode ->
                        ProcessHandle.allProcesses()
                                .filter(process -> holds(process, "socket:[" + inode + "]"))
                                .findFirst())
                .map(process ->
                        "process "
                                + process.pid()
                                + process.info()
                                        .command()
                                        .map(command -> " (" + command + ")")
                                        .orElse(""))
                .orElse("another program");
    }

    /// Linux lists sockets as `slot local:port remote:port state … inode`, ports in hexadecimal,
    /// state 0A for those that listen.
    private static Optional<String> inode(int port) {
        var local = ":%04X".formatted(port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(Ports::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[1].endsWith(local) && fields[3].equals("0A"))
                .map(fields -> fields[9])
                .findFirst();
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream().skip(1);
        } catch (IOException notThisSystem) {
            return Stream.empty();
        }
    }

    private static boolean holds(ProcessHandle process, String socket) {
        try (var files = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (var file : files) {
                if (Files.isSymbolicLink(file)
                        && Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException notOurs) {
            return false;
        }
    }
}
