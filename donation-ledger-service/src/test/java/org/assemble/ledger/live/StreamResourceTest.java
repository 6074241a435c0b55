package org.assemble.ledger.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.ledger.OwnDatabase;
import org.assemble.ledger.books.Views;
import org.assemble.ledger.checkpoint.Donations;
import org.assemble.ledger.live.Movements.Movement;
import org.assemble.ledger.live.Movements.Place;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Listens as a browser does, over a connection of its own.
@QuarkusTest
@WithTestResource(RealParts.class)
@Timeout(60)
class StreamResourceTest {

    private static final String ALL = "/api/v1/ledger/movements/stream";

    @TestHTTPResource("/")
    URI service;

    @Inject Movements movements;

    @Inject Views views;

    /// What a listener gets, line by line.
    private final class Listener implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final BufferedReader lines;

        Listener(Tokens who, String path, String lastEventId) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(service.resolve(path))
                            .header("Authorization", who.bearer())
                            .header("Accept", "text/event-stream");
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<java.io.InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            // What begins the stream says that the listener's place is taken.
            assertThat(next(":")).isNotNull();
        }

        /// The next line that begins so, without its beginning.
        String next(String beginning) throws IOException {
            String line = lines.readLine();
            while (!line.startsWith(beginning)) {
                line = lines.readLine();
            }
            return line.substring(beginning.length()).strip();
        }

        List<String> ids(int count) throws IOException {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(next("id:"));
            }
            return ids;
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    private static void give(UUID campaign, long pence) {
        Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(Api.donation(pence), "campaignId", campaign))
                .statusCode(201);
    }

    private static String of(UUID campaign) {
        return "/api/v1/ledger/campaigns/" + campaign + "/movements/stream";
    }

    @Test
    void who_comes_back_gets_exactly_what_was_missed() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        String last;
        List<String> seen = new ArrayList<>();
        try (Listener listener = new Listener(Api.organiserOf(campaign), of(campaign), null)) {
            give(campaign, 1_000);
            give(campaign, 2_000);
            // In the middle of the second donation: it has two lines.
            seen.addAll(listener.ids(3));
            last = seen.getLast();
        }
        give(campaign, 3_000);
        give(campaign, 4_000);
        try (Listener again = new Listener(Api.organiserOf(campaign), of(campaign), last)) {
            seen.addAll(again.ids(5));
        }
        assertThat(seen).doesNotHaveDuplicates();
        try (Listener all = new Listener(Api.FIN, of(campaign) + "?after=0", null)) {
            assertThat(all.ids(8)).isEqualTo(seen);
        }
    }

    @Test
    void finance_hears_of_every_movement_and_of_who_gave_nobody_does() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 500).getFirst();
        String donor = Api.as(Api.FIN).get("/api/v1/ledger/mandates/" + mandate).path("donorId");
        long head = Balances.now().position();
        try (Listener all = new Listener(Api.FIN, ALL + "?after=" + head, null);
                Listener ours = new Listener(Api.organiserOf(campaign), of(campaign), null)) {
            Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(mandate, 500))
                    .statusCode(201);
            for (Listener listener : List.of(all, ours)) {
                String share = listener.next("data:");
                String rest = listener.next("data:");
                assertThat(share)
                        .contains("\"debit\":\"bank\"")
                        .contains("\"credit\":\"campaign-payable:" + campaign + "\"")
                        .contains("\"amount\":{\"amount\":400,\"currency\":\"GBP\"}");
                assertThat(rest).contains("\"credit\":\"national-income\"");
                assertThat(share + rest).doesNotContain(donor);
            }
        }
    }

    @Test
    void a_listener_for_whom_there_is_nothing_hears_that_the_stream_lives() throws Exception {
        try (Listener listener = new Listener(Api.FIN, of(Neighbours.agreedCampaign()), null)) {
            assertThat(listener.next(":")).isEqualTo("nothing new");
        }
    }

    @Test
    void one_who_does_not_read_holds_up_nobody_and_misses_nothing() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        long head = Balances.now().position();
        Donations.given(500);
        AssertSubscriber<List<Movement>> slow =
                movements
                        .after(Place.after(head), null)
                        .subscribe()
                        .withSubscriber(AssertSubscriber.create(1));
        slow.awaitItems(1);
        try (Listener reads = new Listener(Api.FIN, of(campaign), null)) {
            for (int i = 1; i <= 20; i++) {
                give(campaign, i);
            }
            assertThat(reads.ids(20)).hasSize(20);
        }
        assertThat(slow.getItems()).as("what it did not ask for").hasSize(1);
        assertThat(slow.getLastItem().size()).as("one page of what there is").isLessThan(500);
        slow.request(1_000);
        long end = Balances.now().position();
        Soon.holds(() -> assertThat(places(slow).getLast().position()).isEqualTo(end));
        List<Place> places = places(slow);
        slow.cancel();
        assertThat(places)
                .hasSizeGreaterThan(500)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(
                        Comparator.comparingLong(Place::position).thenComparingInt(Place::line));
        assertThat(places.stream().filter(place -> place.line() == 1).map(Place::position))
                .as("every event since")
                .containsExactlyElementsOf(LongStream.rangeClosed(head + 1, end).boxed().toList());
    }

    private static List<Place> places(AssertSubscriber<List<Movement>> heard) {
        return heard.getItems().stream().flatMap(List::stream).map(Movement::place).toList();
    }

    private static List<String> ids(AssertSubscriber<List<Movement>> heard) {
        return places(heard).stream().map(place -> place.position() + ":" + place.line()).toList();
    }

    @Test
    void at_another_replica_the_same_is_heard_and_who_goes_there_misses_nothing() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        long head = Balances.now().position();
        Movements replica = new Movements();
        try (OwnDatabase own = OwnDatabase.named("test");
                Listener here = new Listener(Api.FIN, of(campaign), null)) {
            replica.database = own.pool();
            replica.views = views;
            replica.heartbeat = Duration.ofSeconds(5);
            replica.start(null);
            AssertSubscriber<List<Movement>> there =
                    replica.after(Place.after(head), campaign)
                            .subscribe()
                            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
            give(campaign, 1_000);
            give(campaign, 2_000);
            give(campaign, 3_000);
            List<String> heard = here.ids(6);
            Soon.holds(() -> assertThat(ids(there)).isEqualTo(heard));
            // In the middle of the second donation, who was here goes on there.
            AssertSubscriber<List<Movement>> goesOn =
                    replica.after(places(there).get(2), campaign)
                            .subscribe()
                            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
            Soon.holds(() -> assertThat(ids(goesOn)).isEqualTo(heard.subList(3, 6)));
            there.cancel();
            goesOn.cancel();
        } finally {
            replica.stop(null);
        }
    }

    @Test
    void a_stream_is_for_who_may_see_the_campaign() {
        UUID campaign = Neighbours.agreedCampaign();
        Api.as(Api.organiserOf(UUID.randomUUID()))
                .get(of(campaign))
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
        Api.as(Api.organiserOf(campaign)).get(ALL).then().statusCode(403);
        Api.as(Api.FIN)
                .get(of(UUID.randomUUID()))
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-campaign"));
    }

    @Test
    void an_id_that_was_never_sent_is_refused() {
        for (String id : List.of("yesterday", "1:x", "999999999999", "99999999999999999999")) {
            Api.as(Api.FIN)
                    .get(ALL + "?after=" + id)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("malformed-request"))
                    .body("errors.pointer", hasItem("/after"));
        }
    }
}
