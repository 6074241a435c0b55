package org.assemble.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.forward.Address.Health;
import org.assemble.gateway.routing.ServiceEntry;

/// One service as the gateway sees it: its addresses, and how much of it may be used at one time.
/// It shares nothing with another service, so that a slow one is slow by itself.
public final class Upstream {

    private final ServiceEntry entry;
    private final List<Address> addresses;
    private final Budget budget = new Budget();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean retired;

    Upstream(Vertx vertx, ServiceEntry entry, GatewaySettings settings) {
        this.entry = entry;
        Breaker.Settings breaker =
                new Breaker.Settings(
                        settings.breaker().failures(),
                        settings.breaker().of(),
                        settings.breaker().pause());
        this.addresses =
                entry.addresses().stream()
                        .map(address -> new Address(vertx, address, entry.bounds(), breaker))
                        .toList();
    }

    public String name() {
        return entry.name();
    }

    ServiceEntry entry() {
        return entry;
    }

    List<Address> addresses() {
        return addresses;
    }

    Budget budget() {
        return budget;
    }

    /// Requests that are on their way, without streams of events.
    public int underWay() {
        return underWay.get();
    }

    /// Streams of events that are open.
    public int streams() {
        return streams.get();
    }

    /// Addresses to which nothing is sent for a while, because too much failed there.
    public int openBreakers() {
        return (int) addresses.stream().filter(address -> address.breaker().isOpen()).count();
    }

    /// Addresses that say they are ready.
    public int readyAddresses() {
        return (int) addresses.stream().filter(address -> address.health() == Health.READY).count();
    }

    /// How it is, in a few words: how its best address was found when it was last looked at, and of
    /// several addresses how many are ready.
    public String seen() {
        if (addresses.stream().noneMatch(Address::wasSeen)) {
            return "not looked at yet";
        }
        Health best = addresses.stream().map(Address::health).min(Health::compareTo).orElseThrow();
        String how = best.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return addresses.size() == 1
                ? how
                : "%s, %d of %d addresses".formatted(how, readyAddresses(), addresses.size());
    }

    /// A request of the gateway's own, outside what callers may have at once. It is no trial of an
    /// address that was given a pause, since nobody tells how it ends.
    public Future<HttpClientRequest> request(HttpMethod method, String target) {
        Address address = best(null, System.nanoTime());
        return address == null
                ? Future.failedFuture(new ConnectException("no address of " + name() + " is well"))
                : address.request(method, target);
    }

    /// Takes one of the places that this service has at the gateway.
    ///
    /// @return whether there was one; it must be given back by [#leave]
    boolean enter(boolean stream) {
        if (taken(stream).incrementAndGet() > most(stream) || retired) {
            leave(stream);
            return false;
        }
        return true;
    }

    void leave(boolean stream) {
        taken(stream).decrementAndGet();
        closeIfDone();
    }

    /// Whether there is a place just now, without taking it.
    boolean hasRoom(boolean stream) {
        return taken(stream).get() < most(stream);
    }

    private AtomicInteger taken(boolean stream) {
        return stream ? streams : underWay;
    }

    private int most(boolean stream) {
        return stream ? entry.bounds().streams() : entry.bounds().atOnce();
    }

    /// Whether nothing would be sent to any of its addresses.
    boolean isAway() {
        return best(null, System.nanoTime()) == null;
    }

    /// The address to send a request to: of those in the best health the one with the least under
    /// way, in turns where they are alike.
    ///
    /// @param failed one that was tried already and is taken only where there is no other; or null
    /// @return null where nothing should be sent to any
    Address choose(Address failed) {
        long now = System.nanoTime();
        Address best = best(failed, now);
        return best != null && best.breaker().allows(now) ? best : null;
    }

    private Address best(Address failed, long now) {
        if (addresses.size() == 1) {
            Address only = addresses.getFirst();
            return only.health() != Health.SILENT && only.breaker().wouldAllow(now) ? only : null;
        }
        int start = Math.floorMod(turn.getAndIncrement(), addresses.size());
        Address best = null;
        for (int i = 0; i < addresses.size(); i++) {
            Address candidate = addresses.get((start + i) % addresses.size());
            if (candidate.health() != Health.SILENT
                    && candidate.breaker().wouldAllow(now)
                    && isBetter(candidate, best, failed)) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean isBetter(Address candidate, Address best, Address failed) {
        if (best == null || best == failed) {
            return true;
        }
        if (candidate == failed) {
            return false;
        }
        int inHealth = candidate.health().compareTo(best.health());
        return inHealth < 0
                || (inHealth == 0 && candidate.underWay().get() < best.underWay().get());
    }

    /// Closes its connections when the last request is over: a new table has another entry for it.
    /// Nobody enters any more.
    void retire() {
        retired = true;
        closeIfDone();
    }

    boolean isRetired() {
        return retired;
    }

    private void closeIfDone() {
        if (retired && underWay.get() == 0 && streams.get() == 0) {
            addresses.forEach(Address::close);
        }
    }
}
