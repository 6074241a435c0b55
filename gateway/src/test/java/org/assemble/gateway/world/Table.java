package org.assemble.gateway.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;

/// The gateway's routing table, which tests change while it runs: each adds what it needs under a
/// word that no other test uses.
public final class Table {

    private final Path file;
    private final AtomicInteger added = new AtomicInteger();
    private String services;
    private String rest;

    Table(String services, String rest) {
        this.services = services;
        this.rest = rest;
        try {
            this.file = Files.createTempFile("routes", ".yaml");
            file.toFile().deleteOnExit();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        write(text());
    }

    Path file() {
        return file;
    }

    /// Adds a service.
    ///
    /// @param more lines of its entry, as `answer: 300ms`
    /// @return the word that leads to it: `/api/v1/<word>`
    public synchronized String add(int gatewayPort, String addresses, String... more) {
        String word = "word" + added.incrementAndGet();
        services +=
                "  %s:\n    addresses: %s\n    answers: [%s]\n".formatted(word, addresses, word);
        for (String line : more) {
            services += "    " + line + "\n";
        }
        write(text());
        awaitKnown(gatewayPort, word);
        return word;
    }

    /// Adds a service whose events are streamed.
    public synchronized String addStreams(int gatewayPort, String addresses, String... more) {
        String word = "word" + (added.get() + 1);
        rest =
                rest.replace(
                        "routes:\n",
                        "routes:\n  - path: /api/v1/%s\n    streams: true\n".formatted(word));
        return add(gatewayPort, addresses, more);
    }

    /// Adds a limit and a path for which it counts.
    public synchronized void limit(int gatewayPort, String path, String name, String rate) {
        rest =
                rest.replace("limits:\n", "limits:\n  %s: %s\n".formatted(name, rate))
                        .replace(
                                "routes:\n",
                                "routes:\n  - path: %s\n    limit: %s\n".formatted(path, name));
        write(text());
        add(gatewayPort, "http://127.0.0.1:1"); // known as soon as the limit is
    }

    public String text() {
        return "services:\n" + services + rest;
    }

    /// In one step, as everything that changes it should: half a table is no table.
    public void write(String text) {
        try {
            Path beside = Files.writeString(Path.of(file + ".new"), text);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A token that is none is refused where a path leads somewhere, and reaches nobody.
    public static void awaitKnown(int gatewayPort, String word) {
        Eventually.holds(
                word + " is known",
                () ->
                        Wire.exchange(
                                                gatewayPort,
                                                "GET /api/v1/" + word + " HTTP/1.1",
                                                "Host: x",
                                                "Authorization: none",
                                                "Connection: close",
                                                "",
                                                "")
                                        .status()
                                == 401);
    }
}
