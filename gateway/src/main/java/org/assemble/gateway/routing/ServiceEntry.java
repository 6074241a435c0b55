package org.assemble.gateway.routing;

import java.net.URI;
import java.util.List;
import java.util.Set;

/// What the table says of one service.
///
/// @param name also the one in `/api/problems/<name>/…` and in its scopes
/// @param addresses scheme, host and port of each replica; paths are the same at the gateway and at
///   the service
/// @param answers the words after `/api/v1/` that it answers
public record ServiceEntry(String name, List<URI> addresses, Set<String> answers, Bounds bounds) {

    private static final int MOST_ADDRESSES = 32;
    private static final int NO_PORT = -1;
    private static final int LAST_PORT = 65_535;

    public ServiceEntry {
        if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException(
                    "the service %s needs 1 to %d addresses".formatted(name, MOST_ADDRESSES));
        }
        addresses.forEach(address -> check(name, address));
        addresses = List.copyOf(addresses);
        answers = Set.copyOf(answers);
    }

    private static void check(String name, URI address) {
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        boolean hasMore =
                address.getUserInfo() != null
                        || address.getQuery() != null
                        || address.getFragment() != null
                        || (address.getPath() != null && address.getPath().length() > 1);
        int port = address.getPort();
        boolean isPort = port == NO_PORT || (port > 0 && port <= LAST_PORT);
        if (!isHttp || address.getHost() == null || !isPort || hasMore) {
            throw new IllegalArgumentException(
                    "an address of the service %s must be scheme, host and port, but is %s"
                            .formatted(name, address));
        }
    }
}
