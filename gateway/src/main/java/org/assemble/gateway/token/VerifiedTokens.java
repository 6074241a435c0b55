package org.assemble.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assemble.gateway.GatewaySettings;

/// The tokens whose signature was verified a short while ago, so that it isn't computed again for
/// each request. A token is forgotten when it expires, when it was remembered long enough, and when
/// the keys change.
@ApplicationScoped
class VerifiedTokens {

    private static final int KEYS_KEPT_IN_MIND = 100;

    private final Cache<String, Long> expirySeconds;
    private final Set<String> keysSeen = ConcurrentHashMap.newKeySet();
    private final InstantSource clock = InstantSource.system();

    VerifiedTokens(GatewaySettings settings) {
        this.expirySeconds =
                Caffeine.newBuilder()
                        .maximumSize(settings.tokens().remembered())
                        .expireAfterWrite(settings.tokens().rememberedFor())
                        .build();
    }

    boolean holds(String token) {
        Long expiry = expirySeconds.getIfPresent(token);
        return expiry != null && clock.instant().getEpochSecond() < expiry;
    }

    /// A first token with a new key says that the keys were changed: what was verified with an old
    /// one is forgotten, and verified again with the keys as they are now.
    void remember(String token, long expirySecond) {
        if (keysSeen.add(keyOf(token))) {
            expirySeconds.invalidateAll();
            if (keysSeen.size() > KEYS_KEPT_IN_MIND) {
                keysSeen.clear();
            }
        }
        expirySeconds.put(token, expirySecond);
    }

    private static String keyOf(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(Buffer.buffer(header)).getString("kid", "");
    }
}
