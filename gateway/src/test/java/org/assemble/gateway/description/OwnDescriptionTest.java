package org.assemble.gateway.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

/// The gateway's own operations are described by hand: this keeps the description true.
@QuarkusTest
@WithTestResource(World.class)
class OwnDescriptionTest {

    private static final Set<String> NO_OPERATIONS = Set.of("parameters");

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
                    assertThat(operation.findValues("example").isEmpty())
                            .isEqualTo(operation.path("responses").has("204"));
                });
        assertThat(operations.stream().map(operation -> operation.path("operationId").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_reference_leads_somewhere() {
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
    }
}
