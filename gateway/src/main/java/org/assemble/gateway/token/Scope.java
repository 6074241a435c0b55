package org.assemble.gateway.token;

import io.vertx.core.http.HttpMethod;
import org.assemble.gateway.request.SafeMethods;

/// What an application must have asked for (RFC 6749, 3.3) before a person can do something with
/// it: `ledger:read` and the like, a service and whether anything is changed. It is necessary and
/// never sufficient: what the person may do, the service decides.
public final class Scope {

    private Scope() {}

    /// @param service the name of the service that answers
    public static String of(String service, HttpMethod method) {
        return service + (SafeMethods.has(method) ? ":read" : ":write");
    }
}
