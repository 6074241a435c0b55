package org.assemble.gateway.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

/// The gateway's own operations are described by hand: this keeps the description true.
@QuarkusTest
@WithTestResource(World.class)
class OwnDescriptionTest {

    private static final Set<String> NO_OPERATIONS = Set.of("parameters");

    /// Of addresses that are none, of what services answer, and of what nobody foresaw.
    private static final Set<Refusal> OF_NO_OPERATION =
            EnumSet.of(
                    Refusal.METHOD_NOT_ALLOWED,
                    Refusal.UNKNOWN_PROBLEM,
                    Refusal.ANSWER_TOO_SLOW,
                    Refusal.SERVICE_BUSY,
                    Refusal.SERVICE_AWAY,
                    Refusal.SERVICE_SLOW,
                    Refusal.SERVICE_BROKEN,
                    Refusal.SERVICE_UNREADABLE,
                    Refusal.BUG);

    World world;

    @Inject Desk desk;

    private final ObjectNode document = OwnDescription.read(new ObjectMapper());

    @Test
    void what_is_offered_is_described_and_nothing_else() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(entry -> {
                                    if (!NO_OPERATIONS.contains(entry.getKey())) {
                                        described.add(
                                                entry.getKey().toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey());
                                    }
                                }));

        Set<String> offered =
                desk.offered().entrySet().stream()
                        .flatMap(address ->
                                address.getValue().stream()
                                        .map(method ->
                                                method.name()
                                                        + " "
                                                        + address.getKey()
                                                                .replaceAll(":(\\w+)", "{$1}")))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(offered).isNotEmpty().isEqualTo(described);
    }

    @Test
    void every_operation_has_a_summary_roles_an_example_and_an_id_of_its_own() {
        List<JsonNode> operations =
                document.path("paths")
                        .valueStream()
                        .flatMap(path ->
                                path.properties().stream()
                                        .filter(entry -> !NO_OPERATIONS.contains(entry.getKey()))
                                        .map(Map.Entry::getValue))
                        .toList();

        assertThat(operations)
                .allSatisfy(operation -> {
                    assertThat(operation.path("summary").asText()).isNotBlank();
                    assertThat(operation.path("description").asText()).isNotBlank();
                    assertThat(operation.path("security").path(0).path("signIn")).isNotEmpty();
                    assertThat(hasExample(operation))
                            .isNotEqualTo(operation.path("responses").has("204"));
                });
        assertThat(operations.stream().map(operation -> operation.path("operationId").asText()))
                .doesNotHaveDuplicates();
    }

    /// Of what is sent, or of what comes when it goes well.
    private static boolean hasExample(JsonNode operation) {
        return Stream.concat(
                        Stream.of(operation.path("requestBody")),
                        operation.path("responses").properties().stream()
                                .filter(answer -> answer.getKey().startsWith("2"))
                                .map(Map.Entry::getValue))
                .anyMatch(part -> !part.findPath("example").isMissingNode());
    }

    @Test
    void an_operation_may_be_refused_for_what_it_refuses_and_for_nothing_else() {
        JsonNode revoke = document.at("/paths/~1api~1v1~1keys~1{keyId}/delete/responses");

        assertThat(revoke.at("/404/x-problems").fieldNames())
                .toIterable()
                .containsExactly(
                        "/api/problems/gateway/unknown-address",
                        "/api/problems/gateway/unknown-key");
        assertThat(revoke.fieldNames())
                .toIterable()
                .contains("400", "401", "403", "408", "413", "429", "431", "503")
                .doesNotContain("409", "410", "412", "422", "502", "504");
    }

    @Test
    void every_refusal_that_an_operation_can_meet_is_described_somewhere() {
        Set<String> described = new TreeSet<>();
        document.findValues("x-problems")
                .forEach(some -> some.fieldNames().forEachRemaining(described::add));

        assertThat(described)
                .isEqualTo(
                        Arrays.stream(Refusal.values())
                                .filter(refusal -> !OF_NO_OPERATION.contains(refusal))
                                .map(Refusal::type)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void every_reference_leads_somewhere() {
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
    }
}
