package org.assemble.gateway.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How measures call clients: the first so many by their names and the rest `other`, so that nobody
/// can make series without end.
final class ClientNames {

    private static final String OTHER = "other";

    private final int most;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ClientNames(int most) {
        this.most = most;
    }

    String of(String client) {
        if (told.contains(client)) {
            return client;
        }
        if (told.size() >= most) {
            return OTHER;
        }
        told.add(client);
        return client;
    }
}
