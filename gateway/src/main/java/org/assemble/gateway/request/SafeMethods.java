package org.assemble.gateway.request;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/// The methods that ask and change nothing (RFC 9110, 9.2.1).
public final class SafeMethods {

    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private SafeMethods() {}

    public static boolean has(HttpMethod method) {
        return SAFE.contains(method);
    }
}
