package org.assemble.gateway.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;

/// Where a subscription's deliveries go.
///
/// @param host a name, or an address
/// @param request path and query
record Target(boolean tls, String host, int port, String request) {

    private static final int LONGEST = 1_000;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// @param localToo whether http to this machine is fine too
    /// @throws Rejection where nothing is ever sent to such an address
    static Target of(String url, boolean localToo) {
        URI uri = parsed(url);
        boolean local =
                localToo
                        && "http".equals(uri.getScheme())
                        && uri.getHost() != null
                        && HERE.contains(uri.getHost());
        if (!local && !"https".equals(uri.getScheme())) {
            throw refused("Webhooks go to https addresses.");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused("An address has a host, and no user, password or fragment.");
        }
        if (!local && isLiteral(uri.getHost())) {
            mustBePublic(uri.getHost());
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Target(
                !local,
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : local ? 80 : 443,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private static URI parsed(String url) {
        if (url == null || url.length() > LONGEST) {
            throw Rejection.malformed("/url", "An address has 1 to 1,000 characters.");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException unreadable) {
            throw Rejection.malformed("/url", "This is no address.");
        }
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    /// An address that needs no name to be looked up is told so at once.
    private static void mustBePublic(String literal) {
        try {
            if (!PublicAddress.is(InetAddress.getByName(literal))) {
                throw refused("This address is not on the open internet.");
            }
        } catch (UnknownHostException noAddress) {
            throw refused("This is no address.");
        }
    }

    private static Rejection refused(String detail) {
        return Rejection.at(Refusal.TARGET_NOT_ALLOWED, "/url", detail);
    }

    /// The host as TLS knows it: an IPv6 address without its brackets.
    String name() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// The address to connect to now. A name may lead elsewhere than a moment ago, so this is asked
    /// at each delivery, and the connection is made to the very address that was looked at. Blocks.
    ///
    /// @throws NotPublic where any of the name's addresses is not on the open internet
    InetAddress resolve() throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        // Only what was made with leave for it goes to this machine without TLS.
        if (tls && !Arrays.stream(addresses).allMatch(PublicAddress::is)) {
            throw new NotPublic();
        }
        return addresses[0];
    }

    /// The name leads into some network.
    static final class NotPublic extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPublic() {
            super("the host's address is not public", null, false, false);
        }
    }
}
