package org.assemble.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableTest {

    private static final Bounds USUAL =
            new Bounds(
                    128,
                    1_000,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    "/q/health/ready");

    private static final String TABLE =
            """
            services:
              campaign:
                addresses: http://one:8081, http://two:8081
                answers: [campaigns, elections]
                answer: 5s
                atOnce: 7
              ledger:
                addresses: ${LEDGER:http://localhost:8084}
                answers: [ledger]
            routes:
              - path: /api/v1/campaigns/*/codes
                limit: guessing
                answer: 500ms
              - path: /api/v1/ledger/movements/stream
                streams: true
            limits:
              address: 600 per 1m
              client: 6000 per 1m
              guessing: 3 per 1h
            clients:
              web:
                origins: https://app.example https://other.example
              importer:
                limit: guessing
            """;

    private final RoutingTable table = read(TABLE);

    private static RoutingTable read(String yaml) {
        return new TableReader(
                        USUAL,
                        Duration.ofSeconds(90),
                        name -> Optional.ofNullable(Map.of("SET", "x").get(name)))
                .read(yaml);
    }

    @Test
    void the_word_after_the_version_names_the_service() {
        assertThat(table.serviceFor("/api/v1/campaigns")).contains("campaign");
        assertThat(table.serviceFor("/api/v1/elections/1/candidates")).contains("campaign");
        assertThat(table.serviceFor("/api/v1/ledger/donations")).contains("ledger");
    }

    @Test
    void a_word_that_only_begins_alike_is_unknown() {
        assertThat(table.serviceFor("/api/v1/campaignsx")).isEmpty();
        assertThat(table.serviceFor("/api/v1/campaign")).isEmpty();
        assertThat(table.serviceFor("/api/v1")).isEmpty();
        assertThat(table.serviceFor("/api/v1/")).isEmpty();
        assertThat(table.serviceFor("/api/v2/campaigns")).isEmpty();
        assertThat(table.serviceFor("/q/health")).isEmpty();
    }

    @Test
    void problem_pages_are_the_services_own() {
        assertThat(table.serviceFor("/api/problems/ledger/unknown-invoice")).contains("ledger");
        assertThat(table.serviceFor("/api/problems/nobody/unknown-invoice")).isEmpty();
    }

    @Test
    void a_special_path_covers_what_lies_below_it_and_a_star_is_one_segment() {
        assertThat(table.routeFor("/api/v1/campaigns/7/codes").orElseThrow().label())
                .isEqualTo("/api/v1/campaigns/*/codes");
        assertThat(table.routeFor("/api/v1/campaigns/7/codes/abc").orElseThrow().limit())
                .contains(new Rate("guessing", 3, Duration.ofHours(1)));
        assertThat(table.routeFor("/api/v1/campaigns/7/codes").orElseThrow().answer())
                .isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/campaigns",
        "/api/v1/campaigns/codes",
        "/api/v1/campaigns/7",
        "/api/v1/campaigns/7/codesx",
        "/api/v1/campaigns/7/8/codes"
    })
    void no_other_path_is_special(String path) {
        Route route = table.routeFor(path).orElseThrow();

        assertThat(route.label()).isEqualTo("/api/v1/campaigns");
        assertThat(route.limit()).isEmpty();
        assertThat(route.answer()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_label_never_has_what_a_caller_wrote() {
        assertThat(table.routeFor("/api/v1/ledger/donations/0199f0a2").orElseThrow().label())
                .isEqualTo("/api/v1/ledger");
    }

    @Test
    void a_service_has_several_addresses_and_what_it_does_not_say_is_as_usual() {
        ServiceEntry campaign = table.services().get("campaign");

        assertThat(campaign.addresses())
                .containsExactly(URI.create("http://one:8081"), URI.create("http://two:8081"));
        assertThat(campaign.bounds().atOnce()).isEqualTo(7);
        assertThat(campaign.bounds().connect()).isEqualTo(USUAL.connect());
        assertThat(table.services().get("ledger").bounds()).isEqualTo(USUAL);
    }

    @Test
    void the_environment_fills_in_what_the_table_names() {
        assertThat(table.services().get("ledger").addresses())
                .containsExactly(URI.create("http://localhost:8084"));
        assertThat(
                        read(TABLE.replace("${LEDGER:http://localhost:8084}", "http://${SET}:1"))
                                .services()
                                .get("ledger")
                                .addresses())
                .containsExactly(URI.create("http://x:1"));
    }

    @Test
    void clients_have_origins_and_limits() {
        assertThat(table.isOriginOf("web", "https://app.example")).isTrue();
        assertThat(table.isOriginOf("web", "https://other.example")).isTrue();
        assertThat(table.isOriginOf("web", "https://app.example:8443")).isFalse();
        assertThat(table.isOriginOf("importer", "https://app.example")).isFalse();
        assertThat(table.isKnownOrigin("https://app.example")).isTrue();
        assertThat(table.limitOf("importer").name()).isEqualTo("guessing");
        assertThat(table.limitOf("web").name()).isEqualTo("client");
        assertThat(table.limitOf("somebody").quota()).isEqualTo(6_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answers: [ledger] | answers: [campaigns] | campaigns.*campaign.*ledger",
                "answers: [ledger] | answers: [events] | gateway's own",
                "ledger: | gateway: | gateway's own",
                "answer: 5s | answr: 5s | answr",
                "answer: 5s | answer: 5 | duration",
                "answer: 5s | answer: 0s | positive",
                "answer: 5s | answer: 60s | answer must be shorter than silence",
                "answer: 5s | silence: 90s | shorter than quarkus.http.idle-timeout",
                "answer: 500ms | answer: 61s | codes must be positive, and shorter than the silence",
                "answer: 500ms | answer: 0s | codes must be positive",
                "answers: [ledger] | answers: [ledger, ~] | a word of ledger is empty",
                "guessing: 3 per 1h | guessing: ~ | the limit guessing is empty",
                "streams: true | streams: perhaps | perhaps",
                "atOnce: 7 | atOnce: 1000000 | atOnce",
                "atOnce: 7 | atOnce: 0 | atOnce",
                "atOnce: 7 | atOnce: seven | seven",
                "http://one:8081 | ftp://one | scheme, host and port",
                "http://one:8081 | http://one/path | scheme, host and port",
                "http://one:8081 | http://one:70000 | scheme, host and port",
                "http://one:8081 | http://one:0 | scheme, host and port",
                "answer: 5s | connect: 90s | connect of campaign must be shorter than quarkus",
                "3 per 1h | 3 per 999999999h | the limit guessing must be for 31 days at most",
                "${LEDGER:http://localhost:8084} | ${LEDGER} | LEDGER is not set",
                "limit: guessing | limit: nothing | no limit \"nothing\"",
                "3 per 1h | 3 an hour | 6000 per 1m",
                "3 per 1h | 0 per 1h | 6000 per 1m",
                "address: 600 | adress: 600 | no limit \"address\"",
                "/api/v1/campaigns/*/codes | /api/v1/camp/*/codes | belongs to no service",
                "ledger: | Ledger: | small letters",
                "services: | service: | service",
                "ledger: | campaign: | (?i)duplicate",
                "web: | [web: | .*"
            })
    void a_mistake_is_named(String right, String wrong, String said) {
        String broken = TABLE.replace(right.strip(), wrong.strip());
        assertThat(broken).isNotEqualTo(TABLE);

        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*" + said.strip() + ".*");
    }

    @ParameterizedTest
    @CsvSource({"routes, [~]", "clients, {web: ~}", "services, {campaign: ~}"})
    void an_empty_entry_is_a_mistake_and_no_bug(String section, String entry) {
        String broken =
                TABLE.replaceAll(
                        "(?m)^" + section + ":\n(?:  .*\n)+", section + ": " + entry + "\n");
        assertThat(broken).isNotEqualTo(TABLE);

        assertThatThrownBy(() -> read(broken)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void streams_are_where_the_table_says_so() {
        assertThat(table.routeFor("/api/v1/ledger/movements/stream").orElseThrow().streams())
                .isTrue();
        assertThat(table.routeFor("/api/v1/ledger/movements").orElseThrow().streams()).isFalse();
    }

    @Test
    void a_person_may_ask_as_often_as_an_address_where_the_table_does_not_say() {
        assertThat(table.personLimit()).isEqualTo(table.addressLimit());
        assertThat(
                        read(TABLE.replace("guessing: 3", "person: 9 per 1m\n  guessing: 3"))
                                .personLimit())
                .isEqualTo(new Rate("person", 9, Duration.ofMinutes(1)));
        assertThat(table.isMachine("importer")).isTrue();
        assertThat(table.isMachine("web")).isFalse();
        assertThat(table.isMachine("somebody")).isFalse();
    }

    @Test
    void an_empty_table_is_a_mistake() {
        assertThatThrownBy(() -> read("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("services: {}")).isInstanceOf(IllegalArgumentException.class);
    }
}
