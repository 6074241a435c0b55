package org.assemble.gateway.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.request.WholeBody;

/// Asks the sign-in for its keys: first where they are (OpenID Connect Discovery 1.0), then for
/// them.
@ApplicationScoped
class KeySource {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int ANSWER_SECONDS = 5;

    private final HttpClient client;
    private final String signIn;
    private final String audience;

    KeySource(Vertx vertx, GatewaySettings settings) {
        this.signIn = settings.tokens().issuer();
        this.audience = settings.tokens().audience();
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) settings.patience().connect().toMillis())
                                .setKeepAlive(false));
    }

    Future<KeyRing> fetch() {
        return get(signIn + "/.well-known/openid-configuration")
                .compose(found ->
                        get(found.getString("jwks_uri"))
                                .map(keys ->
                                        KeyRing.of(
                                                found.getString("issuer"),
                                                audience,
                                                keys.encode())))
                .timeout(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private Future<JsonObject> get(String address) {
        return client.request(
                        new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address))
                .compose(HttpClientRequest::send)
                .compose(answer ->
                        answer.statusCode() == 200
                                ? WholeBody.of(answer, MOST_BYTES)
                                : Future.failedFuture("answered with " + answer.statusCode()))
                .map(body -> body.toJsonObject());
    }
}
