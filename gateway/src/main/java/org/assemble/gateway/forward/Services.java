package org.assemble.gateway.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.routing.Route;
import org.assemble.gateway.routing.Routing;
import org.assemble.gateway.routing.RoutingTable;
import org.assemble.gateway.routing.ServiceEntry;

/// The services, and which of them a request is for.
@Startup
@Singleton
public class Services {

    /// The type of a stream of events.
    static final String EVENTS = "text/event-stream";

    private static final String CHOSEN = Chosen.class.getName();

    /// A table and the services that it names.
    private record Known(RoutingTable table, Map<String, Upstream> upstreams) {}

    /// What a request is for.
    record Chosen(Upstream upstream, Route route) {}

    private final Vertx vertx;
    private final GatewaySettings settings;
    private final Problems problems;
    private volatile Known known = new Known(null, Map.of());

    Services(Vertx vertx, GatewaySettings settings, Routing routing, Problems problems) {
        this.vertx = vertx;
        this.settings = settings;
        this.problems = problems;
        routing.follow(this::take);
        vertx.setPeriodic(settings.health().every().toMillis(), _ -> lookAtAll());
    }

    /// A service whose entry is the same keeps its connections and all that is known of it; one
    /// that is no more, or is another, ends with its last request.
    private void take(RoutingTable table) {
        Map<String, Upstream> before = known.upstreams();
        Map<String, Upstream> upstreams = new TreeMap<>();
        table.services().forEach((name, entry) -> upstreams.put(name, kept(before, entry)));
        known = new Known(table, upstreams);
        before.values().stream()
                .filter(upstream -> upstreams.get(upstream.name()) != upstream)
                .forEach(Upstream::retire);
        lookAtAll();
    }

    private Upstream kept(Map<String, Upstream> before, ServiceEntry entry) {
        Upstream old = before.get(entry.name());
        return old != null && old.entry().equals(entry)
                ? old
                : new Upstream(vertx, entry, settings);
    }

    private void lookAtAll() {
        for (Upstream upstream : known.upstreams().values()) {
            for (Address address : upstream.addresses()) {
                address.look(settings.health().within(), settings.health().outAfter());
            }
        }
    }

    /// All services in the order of their names.
    public Collection<Upstream> all() {
        return known.upstreams().values();
    }

    public RoutingTable table() {
        return known.table();
    }

    /// A handler: finds the service for the path. Where there is none, the path may be the
    /// gateway's own.
    public void choose(RoutingContext exchange) {
        Chosen chosen = choiceBy(exchange.request().path()).orElse(null);
        if (chosen != null) {
            Visit.of(exchange).isFor(chosen.route().service(), chosen.route().label());
            exchange.put(CHOSEN, chosen);
        }
        exchange.next();
    }

    Optional<Chosen> choiceBy(String path) {
        Known now = known;
        return now.table()
                .routeFor(path)
                .map(route -> new Chosen(now.upstreams().get(route.service()), route));
    }

    /// A handler: says that there is no such address where no service was found.
    public void require(RoutingContext exchange) {
        if (isChosen(exchange)) {
            exchange.next();
        } else {
            problems.refuse(exchange, Refusal.UNKNOWN_ADDRESS);
        }
    }

    /// Whether a service was found.
    public static boolean isChosen(RoutingContext exchange) {
        return choiceFor(exchange) != null;
    }

    /// The service that was chosen for a request.
    public static Upstream chosenFor(RoutingContext exchange) {
        return choiceFor(exchange).upstream();
    }

    /// How the request's path is treated; empty where the gateway itself answers.
    public static Optional<Route> routeOf(RoutingContext exchange) {
        return Optional.ofNullable(choiceFor(exchange)).map(Chosen::route);
    }

    /// Whether events are asked for, where they are streamed.
    public static boolean isForStream(RoutingContext exchange) {
        Chosen chosen = choiceFor(exchange);
        return chosen != null && chosen.route().streams() && wantsEvents(exchange.request());
    }

    private static boolean wantsEvents(HttpServerRequest asked) {
        String accept = asked.getHeader(HttpHeaderNames.ACCEPT);
        return accept != null && accept.contains(EVENTS) && asked.method() == HttpMethod.GET;
    }

    static Chosen choiceFor(RoutingContext exchange) {
        return exchange.get(CHOSEN);
    }
}
