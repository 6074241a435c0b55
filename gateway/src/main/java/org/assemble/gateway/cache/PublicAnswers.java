package org.assemble.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.compression.Compression;
import org.assemble.gateway.request.SafeMethods;
import org.assemble.gateway.request.Visit;

/// What services call public, kept for as long as they say (RFC 9111): answers to GET with
/// `Cache-Control: public` and an age, and never one to a request that said who asks, nor one that
/// sets a cookie. A write to the same address makes it forgotten.
@Singleton
public class PublicAnswers {

    private final Cache<String, Variants> kept;
    private final LongAdder hits = new LongAdder();

    PublicAnswers(GatewaySettings settings) {
        this.kept =
                Caffeine.newBuilder()
                        .maximumWeight(settings.limits().cachedAnswers().asLongValue())
                        .weigher((String target, Variants variants) ->
                                variants.bytes() + 2 * target.length())
                        .executor(Runnable::run) // to wake another thread costs more than the work
                        .build();
    }

    /// How many requests were answered without a service.
    public long hits() {
        return hits.sum();
    }

    /// A handler: answers from what is kept, or lets the request go on.
    public void answer(RoutingContext exchange) {
        HttpServerRequest asked = exchange.request();
        if (asked.method() != HttpMethod.GET || !mayBeAnswered(asked.headers())) {
            exchange.next();
            return;
        }
        Variants variants = kept.getIfPresent(asked.uri());
        KeptAnswer found =
                variants == null ? null : variants.find(asked.headers(), System.nanoTime());
        if (found == null) {
            exchange.next();
            return;
        }
        hits.increment();
        give(exchange, found);
        exchange.request().resume();
    }

    private static boolean mayBeAnswered(MultiMap asked) {
        if (isPersonal(asked) || asked.contains(HttpHeaderNames.RANGE)) {
            return false;
        }
        String control = asked.get(HttpHeaderNames.CACHE_CONTROL);
        return control == null || !CacheControl.parse(control).wantsFresh();
    }

    private static boolean isPersonal(MultiMap asked) {
        return asked.contains(HttpHeaderNames.AUTHORIZATION);
    }

    private static void give(RoutingContext exchange, KeptAnswer found) {
        MultiMap asked = exchange.request().headers();
        HttpServerResponse response = exchange.response().setStatusCode(200);
        response.headers().addAll(found.headers());
        response.putHeader(HttpHeaderNames.AGE, Long.toString(found.ageSeconds(System.nanoTime())));
        if (found.isMatchedBy(asked.get(HttpHeaderNames.IF_NONE_MATCH))) {
            Compression.keepTag(asked, response.headers());
            response.headers()
                    .remove(HttpHeaderNames.CONTENT_LENGTH)
                    .remove(HttpHeaderNames.CONTENT_TYPE);
            response.setStatusCode(304).end();
        } else if (Compression.isWorthIt(asked, response.headers(), found.body().length())) {
            Compression.tell(response.headers());
            Visit.of(exchange).give(found.gzip());
        } else {
            Visit.of(exchange).give(found.body());
        }
    }

    /// Offers an answer that is about to be given; it is kept if it may be.
    ///
    /// @param body the whole of it, not compressed
    public void offer(RoutingContext exchange, Buffer body) {
        HttpServerRequest asked = exchange.request();
        HttpServerResponse response = exchange.response();
        if (asked.method() != HttpMethod.GET) {
            return;
        }
        String control = response.headers().get(HttpHeaderNames.CACHE_CONTROL);
        if (control == null || response.getStatusCode() != 200 || isPersonal(asked.headers())) {
            return;
        }
        KeptAnswer answer = KeptAnswer.of(asked.headers(), response.headers(), control, body);
        if (answer != null) {
            kept.asMap()
                    .merge(
                            asked.uri(),
                            new Variants(List.of(answer)),
                            (before, added) -> before.with(answer, System.nanoTime()));
        }
    }

    /// Forgets what was written to.
    ///
    /// @param status what the service answered
    public void heed(HttpServerRequest asked, int status) {
        if (status < 400 && !SafeMethods.has(asked.method())) {
            kept.invalidate(asked.uri());
        }
    }
}
