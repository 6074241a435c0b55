package org.assemble.gateway.readiness;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.RawService;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
class ReadinessOverHttpTest {

    World world;

    @TestHTTPResource URI gateway;

    @Test
    void a_service_that_is_away_is_named_and_the_gateway_is_ready_all_the_same() {
        world.assembly().isReady(false);
        Eventually.holds("it is seen", () -> "not ready".equals(seen("assembly")));

        Inside.ready()
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find { it.name == 'services' }.data.campaign", equalTo("ready"))
                .body("checks.find { it.name == 'services' }.data.assembly", equalTo("not ready"))
                .body("checks.find { it.name == 'services' }.data.ledger", equalTo("away"));

        world.assembly().isReady(true);
        Eventually.holds("it is well again", () -> "ready".equals(seen("assembly")));
    }

    @Test
    void a_service_that_accepts_and_says_nothing_is_silent() {
        RawService silent = world.raw(RawService.isSilent()).whenLookedAt(RawService.isSilent());
        String word = world.table().add(gateway.getPort(), silent.url());

        Eventually.holds("it is seen", () -> "silent".equals(seen(word)));
    }

    @Test
    void of_several_addresses_it_is_said_how_many_are_ready() {
        String word =
                world.table()
                        .add(gateway.getPort(), world.another().url() + " " + World.urlOfNobody());

        Eventually.holds("both are seen", () -> "ready, 1 of 2 addresses".equals(seen(word)));
    }

    private static String seen(String service) {
        return Inside.ready().path("checks.find { it.name == 'services' }.data." + service);
    }
}
