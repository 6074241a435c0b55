package org.assemble.gateway.forward;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;

/// The services, and which of them a request is for.
@ApplicationScoped
public class Services {

    private static final String CHOSEN = Upstream.class.getName();

    private final Map<String, Upstream> upstreams = new TreeMap<>();
    private final RoutingTable table;
    private final Problems problems;

    Services(Vertx vertx, GatewaySettings settings, Problems problems) {
        this.problems = problems;
        Map<String, List<String>> words = new TreeMap<>();
        settings.services()
                .forEach((name, service) -> {
                    words.put(name, service.answers());
                    upstreams.put(name, new Upstream(vertx, name, service.url(), settings));
                });
        this.table = new RoutingTable(words);
    }

    /// All services in the order of their names.
    public Collection<Upstream> all() {
        return upstreams.values();
    }

    public RoutingTable table() {
        return table;
    }

    /// A handler: finds the service for the path, or says that there is none.
    public void choose(RoutingContext exchange) {
        table.serviceFor(exchange.request().path())
                .ifPresentOrElse(
                        name -> {
                            exchange.put(CHOSEN, upstreams.get(name));
                            exchange.next();
                        },
                        () -> problems.refuse(exchange, Refusal.UNKNOWN_ADDRESS));
    }

    /// The service that was chosen for a request.
    public static Upstream chosenFor(RoutingContext exchange) {
        return exchange.get(CHOSEN);
    }
}
