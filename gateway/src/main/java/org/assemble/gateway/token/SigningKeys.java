package org.assemble.gateway.token;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.assemble.gateway.GatewaySettings;
import org.jboss.logging.Logger;

/// The sign-in's keys as they were last seen. They are looked at now and then, so that a key that
/// was withdrawn is honoured no longer; when a token names one that isn't known, they are looked at
/// at once, but never more often than the cool-down allows, and never twice at a time. Only looks
/// for an unknown key begin a cool-down: a regular one must not keep a key that has just been
/// published from being found. While the sign-in is away, the keys that are known go on.
@Singleton
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    /// How soon the sign-in is asked again when it did not answer.
    private static final Duration AWAY = Duration.ofSeconds(1);

    private static final Future<Void> NOTHING = Future.succeededFuture();

    private final KeySource source;
    private final Vertx vertx;
    private final GatewaySettings.Tokens settings;
    private final InstantSource clock = InstantSource.system();

    private volatile KeyRing ring = KeyRing.EMPTY;
    private volatile boolean answered;
    private Instant askAgainAt = Instant.MIN;
    private String absent = "";
    private Future<Void> asking;

    SigningKeys(KeySource source, Vertx vertx, GatewaySettings settings) {
        this.source = source;
        this.vertx = vertx;
        this.settings = settings.tokens();
    }

    /// No token can be checked before the keys are there, so they are asked for before the first
    /// one comes; a sign-in that is away holds up nothing else.
    void begin(@Observes StartupEvent event) {
        ask();
        vertx.setPeriodic(settings.keysLookedAtEvery().toMillis(), _ -> ask());
    }

    KeyRing ring() {
        return ring;
    }

    /// Whether the sign-in answered when it was last asked.
    boolean answered() {
        return answered;
    }

    /// Succeeds with the keys as they are, after having asked for them where one is missing that
    /// may be new.
    Future<KeyRing> having(String keyId) {
        if (ring.has(keyId) || isCoolingDown()) {
            return Future.succeededFuture(ring);
        }
        boolean mayComeTooLate = isAsking();
        return ask().compose(_ -> mayComeTooLate && !ring.has(keyId) ? ask() : NOTHING)
                .map(_ -> {
                    coolDown(keyId);
                    return ring;
                });
    }

    /// What is on its way may have been asked for before the key was there.
    private synchronized boolean isAsking() {
        return asking != null;
    }

    /// How long nobody asks for a key that isn't known.
    synchronized Duration untilAskedAgain() {
        Duration left = Duration.between(clock.instant(), askAgainAt);
        return left.isPositive() ? left : Duration.ZERO;
    }

    /// Whether the sign-in was asked for this very key a short while ago, and has none such.
    synchronized boolean isAbsent(String keyId) {
        return absent.equals(keyId);
    }

    private synchronized boolean isCoolingDown() {
        return clock.instant().isBefore(askAgainAt);
    }

    private synchronized void coolDown(String keyId) {
        if (!ring.has(keyId)) {
            askAgainAt = clock.instant().plus(answered ? settings.unknownKeysCoolDown() : AWAY);
            absent = answered ? keyId : "";
        }
    }

    private synchronized Future<Void> ask() {
        if (asking != null) {
            return asking;
        }
        Promise<Void> told = Promise.promise();
        asking = told.future();
        source.fetch()
                .onSuccess(this::adopt)
                .onFailure(this::goOn)
                .onComplete(_ -> rest())
                .onComplete(_ -> told.complete());
        return told.future();
    }

    private synchronized void rest() {
        asking = null;
    }

    private void adopt(KeyRing published) {
        ring = published;
        answered = true;
    }

    private void goOn(Throwable failure) {
        if (answered) {
            LOG.warnf("The sign-in does not answer; the keys that are known go on: %s", failure);
        }
        answered = false;
    }
}
