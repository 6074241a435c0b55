package org.assemble.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assemble.gateway.GatewaySettings;

/// The tokens whose signature was verified a short while ago, so that it isn't computed again for
/// each request. A token is forgotten when it expires, when it was remembered long enough, and when
/// the keys change.
@ApplicationScoped
class VerifiedTokens {

    private static final int KEYS_KEPT_IN_MIND = 100;

    /// What a token says of itself.
    ///
    /// @param expirySecond the first second of the epoch in which it no longer counts
    /// @param client the application that it was given to
    record Verified(long expirySecond, String client, Set<String> scopes) {}

    private final Cache<String, Verified> remembered;
    private final Set<String> keysSeen = ConcurrentHashMap.newKeySet();
    private final InstantSource clock = InstantSource.system();

    VerifiedTokens(GatewaySettings settings) {
        this.remembered =
                Caffeine.newBuilder()
                        .maximumSize(settings.tokens().remembered())
                        .expireAfterWrite(settings.tokens().rememberedFor())
                        .build();
    }

    Optional<Verified> find(String token) {
        return Optional.ofNullable(remembered.getIfPresent(token))
                .filter(found -> clock.instant().getEpochSecond() < found.expirySecond());
    }

    /// A first token with a new key says that the keys were changed: what was verified with an old
    /// one is forgotten, and verified again with the keys as they are now.
    void remember(String token, Verified verified) {
        if (keysSeen.add(keyOf(token))) {
            remembered.invalidateAll();
            if (keysSeen.size() > KEYS_KEPT_IN_MIND) {
                keysSeen.clear();
            }
        }
        remembered.put(token, verified);
    }

    private static String keyOf(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(Buffer.buffer(header)).getString("kid", "");
    }
}
