package org.assemble.assembly.checkin;

import static org.assemble.assembly.AssemblyApi.ASSEMBLIES;
import static org.assemble.assembly.AssemblyApi.announced;
import static org.assemble.assembly.AssemblyApi.arrivals;
import static org.assemble.assembly.AssemblyApi.campaign;
import static org.assemble.assembly.AssemblyApi.checkIn;
import static org.assemble.assembly.AssemblyApi.facilitator;
import static org.assemble.assembly.AssemblyApi.get;
import static org.assemble.assembly.AssemblyApi.minute;
import static org.assemble.assembly.AssemblyApi.of;
import static org.assemble.assembly.AssemblyApi.organiser;
import static org.assemble.assembly.AssemblyApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assemble.assembly.AssemblyApi.Arrival;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class CheckInResourceTest {
    private UUID campaign;
    private UUID assembly;

    @BeforeEach
    void announce() {
        campaign = campaign();
        assembly = announced(campaign);
    }

    @Test
    void A1_who_came_is_counted() {
        checkIn(facilitator(campaign), assembly, arrivals(40))
                .statusCode(200)
                .body("attendance", equalTo(40));
        get(assembly).body("attendance", equalTo(40));
    }

    @Test
    void A1_the_same_check_in_counts_once_however_often_it_is_told() {
        List<Arrival> onOnePhone = arrivals(3);
        Arrival both = onOnePhone.getFirst();
        Arrival more = arrivals(1).getFirst();
        checkIn(facilitator(campaign), assembly, onOnePhone).body("attendance", equalTo(3));
        checkIn(facilitator(campaign), assembly, onOnePhone).body("attendance", equalTo(3));
        checkIn(organiser(campaign), assembly, List.of(both, more, more))
                .statusCode(200)
                .body("attendance", equalTo(4));
    }

    @Test
    void A1_who_came_is_told_afterwards_from_paper() {
        minute(organiser(campaign), assembly).statusCode(200);
        checkIn(
                        organiser(campaign),
                        assembly,
                        List.of(new Arrival(UUID.randomUUID(), Instant.now(), "PAPER")))
                .statusCode(200)
                .body("attendance", equalTo(1));
    }

    @Test
    void A1_phones_that_tell_at_once_are_merged() throws Exception {
        List<Arrival> all = arrivals(30);
        List<Callable<Integer>> phones =
                IntStream.range(0, 6)
                        .<Callable<Integer>>mapToObj(phone ->
                                () ->
                                        checkIn(
                                                        facilitator(campaign),
                                                        assembly,
                                                        all.subList(phone * 4, phone * 4 + 10))
                                                .extract()
                                                .statusCode())
                        .toList();
        try (var threads = Executors.newFixedThreadPool(6)) {
            assertThat(threads.invokeAll(phones))
                    .allSatisfy(answer -> assertThat(answer.resultNow()).isEqualTo(200));
        }
        get(assembly).body("attendance", equalTo(30));
    }

    @Test
    void a_check_in_of_another_assembly_is_refused_and_counts_nothing() {
        List<Arrival> here = arrivals(1);
        checkIn(facilitator(campaign), assembly, here).statusCode(200);
        UUID elsewhere = announced(campaign);
        checkIn(facilitator(campaign), elsewhere, List.of(here.getFirst(), arrivals(1).getFirst()))
                .statusCode(422)
                .body("code", equalTo("check-in-elsewhere"));
        get(elsewhere).body("attendance", equalTo(0));
    }

    @Test
    void only_the_campaigns_facilitators_and_organisers_check_people_in() {
        checkIn(facilitator(UUID.randomUUID()), assembly, arrivals(1))
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
        checkIn(of(campaign), assembly, arrivals(1))
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        get(assembly).body("attendance", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({"id, 7", "at, soon", "how, PIGEON", "how,"})
    void a_check_in_that_can_not_be_read_is_refused(String field, String value) {
        Map<String, Object> arrival =
                new HashMap<>(
                        Map.of(
                                "id", UUID.randomUUID(),
                                "at", Instant.now().toString(),
                                "how", "PHONE"));
        arrival.put(field, value);
        post(
                        facilitator(campaign),
                        Map.of("checkIns", List.of(arrival)),
                        ASSEMBLIES + "/{id}/check-ins",
                        assembly)
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
    }

    @Test
    void check_ins_have_a_limit() {
        checkIn(facilitator(campaign), assembly, arrivals(1_001))
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
        checkIn(facilitator(campaign), assembly, List.of())
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
    }
}
