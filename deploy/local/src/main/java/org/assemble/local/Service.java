package org.assemble.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What is built in this checkout and runs on the parts. The heap is the least that carries a
/// demonstration.
public enum Service {
    CAMPAIGN("campaign-service", 8081, 96),
    ASSEMBLY("assembly-service", 8082, 96),
    TRAINING("training-service", 8083, 96),
    LEDGER("donation-ledger-service", 8084, 128),
    GATEWAY("gateway", 8080, 64);

    private final String module;
    final int port;
    final int heapMegabytes;

    Service(String module, int port, int heapMegabytes) {
        this.module = module;
        this.port = port;
        this.heapMegabytes = heapMegabytes;
    }

    /// The options for its JVM when all of the platform runs on one machine.
    public List<String> javaOptions() {
        return javaOptions(heapMegabytes);
    }

    /// The same with another heap.
    public static List<String> javaOptions(int heapMegabytes) {
        return Java.options(heapMegabytes);
    }

    /// Its name as a part, and its database's.
    String part() {
        return name().toLowerCase(Locale.ROOT);
    }

    Path module(Path checkout) {
        return checkout.resolve(module);
    }

    Path build(Path checkout) {
        return module(checkout).resolve("target/quarkus-app");
    }

    /// By the name of its part or of its module.
    static Service named(String name) {
        return Arrays.stream(values())
                .filter(service -> List.of(service.part(), service.module).contains(name))
                .findFirst()
                .orElseThrow(() ->
                        new CannotStart(
                                "there is no service \""
                                        + name
                                        + "\"; there are "
                                        + String.join(
                                                ", ",
                                                Arrays.stream(values())
                                                        .map(Service::part)
                                                        .toList())));
    }
}
