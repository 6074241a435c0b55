package org.assemble.platform.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assemble.platform.problem.RefusalException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The tokens whose signature was verified a short while ago, and whom they speak for: verifying
/// one costs more than most requests. It is asked before the framework's own check; what that has
/// verified is remembered here. A token is forgotten when it expires, when it was remembered long
/// enough, and when the keys change.
@Singleton
class VerifiedTokens
        implements IdentityProvider<TokenAuthenticationRequest>, SecurityIdentityAugmentor {

    private static final int KEYS_KEPT_IN_MIND = 100;

    private final Cache<String, SecurityIdentity> remembered;
    private final Set<String> keysSeen = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    @Inject
    VerifiedTokens(
            Clock clock,
            @ConfigProperty(name = "assemble.tokens.remembered") int most,
            @ConfigProperty(name = "assemble.tokens.remembered-for") Duration longest) {
        this.clock = clock;
        this.remembered = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(longest).build();
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    /// Before the framework's own, which has the one that is given where none is said.
    @Override
    public int priority() {
        return 2 * SYSTEM_FIRST;
    }

    /// Null where the token is not remembered: the framework then verifies it.
    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(find(request.getToken().getToken()));
    }

    private SecurityIdentity find(String token) {
        SecurityIdentity found = remembered.getIfPresent(token);
        return found != null && expirySecond(found) > clock.instant().getEpochSecond()
                ? found
                : null;
    }

    private static long expirySecond(SecurityIdentity identity) {
        return ((JsonWebToken) identity.getPrincipal()).getExpirationTime();
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        AccessTokenCredential token = identity.getCredential(AccessTokenCredential.class);
        if (token != null
                && identity.getPrincipal() instanceof JsonWebToken
                && remembered.getIfPresent(token.getToken()) == null) {
            remember(token.getToken(), identity);
        }
        return Uni.createFrom().item(identity);
    }

    /// A first token with a new key says that the keys were changed: what was verified with an old
    /// one is forgotten, and verified again with the keys as they are now.
    private void remember(String token, SecurityIdentity identity) {
        if (keysSeen.add(keyOf(token))) {
            remembered.invalidateAll();
            if (keysSeen.size() > KEYS_KEPT_IN_MIND) {
                keysSeen.clear();
            }
        }
        try {
            CurrentCaller.read(identity)
                    .ifPresent(caller -> remembered.put(token, speakingFor(caller, identity)));
        } catch (RefusalException namesNobody) {
            // Not remembered: whatever it asks for is refused where it matters.
        }
    }

    /// The identity that was verified also holds on to the request that it came with, which must
    /// not stay in memory.
    private static SecurityIdentity speakingFor(Caller caller, SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addCredentials(identity.getCredentials())
                .addAttribute(CurrentCaller.ATTRIBUTE, caller)
                .build();
    }

    private static String keyOf(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(Buffer.buffer(header)).getString("kid", "");
    }
}
