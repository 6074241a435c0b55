package org.assemble.training.certificate;

import static org.assemble.training.TrainingRefusal.TOO_MANY_CHECKS;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.assemble.training.certificate.model.Allowance;
import org.assemble.training.certificate.model.Allowance.Asked;

/// Limits how often one address may check numbers: guessing is hopeless by the size of the space,
/// and this keeps it from being tried. Each replica counts for itself.
@ApplicationScoped
class CheckLimit {
    /// Set by the gateway, in place of whatever the caller sent.
    private static final String CLIENT = "X-Forwarded-For";

    /// Of an IPv6 address, the part that one household or company has.
    private static final int NETWORK_BYTES = 8;

    private final Cache<String, Instant> fullAt;
    private final Allowance allowance;
    private final Clock clock;

    @Inject
    CheckLimit(CertificateSettings settings, Clock clock) {
        this(settings.checks(), clock);
    }

    CheckLimit(CertificateSettings.Checks checks, Clock clock) {
        this.allowance = new Allowance(checks.atOnce(), checks.each());
        this.clock = clock;
        // Who has not asked for so long has the whole allowance again: nothing is forgotten early.
        this.fullAt =
                Caffeine.newBuilder()
                        .maximumSize(checks.addresses())
                        .expireAfterWrite(checks.each().multipliedBy(checks.atOnce() + 1L))
                        .build();
    }

    /// Refuses whose allowance is used up, and says when to ask again.
    void mustNotBeUsedUp(HttpServerRequest request) {
        mustNotBeUsedUp(request.getHeader(CLIENT), request.remoteAddress().hostAddress());
    }

    /// @param told what the gateway says of who asks; null where it says nothing
    /// @param peer who is at the other end of the line
    void mustNotBeUsedUp(String told, String peer) {
        Instant now = clock.instant();
        AtomicReference<Asked> asked = new AtomicReference<>();
        fullAt.asMap()
                .compute(
                        client(told == null ? peer : told.strip()),
                        (_, known) -> {
                            asked.set(allowance.ask(known == null ? now : known, now));
                            return asked.get().fullAt();
                        });
        asked.get()
                .waitFor()
                .ifPresent(wait -> {
                    throw TOO_MANY_CHECKS
                            .because("Too many numbers were checked from your address.")
                            .retryAfter(roundedUp(wait));
                });
    }

    /// How many addresses are kept in mind.
    long addresses() {
        fullAt.cleanUp();
        return fullAt.estimatedSize();
    }

    private static String client(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException noAddress) {
            // Whoever says nothing that can be read shares one allowance.
            return "";
        }
    }

    private static Duration roundedUp(Duration wait) {
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000L)));
    }
}
