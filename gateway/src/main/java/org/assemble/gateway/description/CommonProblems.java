package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assemble.gateway.problem.Refusal;

/// The problems with which the gateway itself may answer, as components that operations refer to:
/// each with its codes, their pages and an example, made from the closed list of refusals.
final class CommonProblems {

    private static final String REFERENCE = "#/components/responses/";

    /// A status that is a problem: the component's name, and what it says.
    private record Said(String name, String description) {}

    /// Of operations that the gateway answers itself.
    private static final Map<Integer, Said> OWN =
            new TreeMap<>(
                    Map.of(
                            400, new Said("Unreadable", "The request can't be read"),
                            401,
                                    new Said(
                                            "NotSignedIn",
                                            "Not signed in, or the sign-in has expired"),
                            403, new Said("NotAllowed", "Not for this role, scope or campaign"),
                            404, new Said("NotFound", "No such thing"),
                            409, new Said("NotInThisState", "Not in this state"),
                            410, new Said("Forgotten", "These events are no longer kept"),
                            412, new Said("ChangedMeanwhile", "Somebody changed it meanwhile"),
                            422, new Said("AgainstARule", "A rule on values says no")));

    /// Of all operations, whoever answers them.
    private static final Map<Integer, Said> OF_ALL =
            new TreeMap<>(
                    Map.of(
                            413, new Said("TooLarge", "The body is too large"),
                            429,
                                    new Said(
                                            "TooManyRequests",
                                            "A limit is used up; Retry-After says in how many"
                                                    + " seconds one more request is possible"),
                            502, new Said("ServiceBroke", "The service broke off"),
                            503, new Said("ServiceAway", "Away or busy for the moment"),
                            504, new Said("ServiceSlow", "The service took too long")));

    private static final Set<Integer> OF_SOME = Set.of(410, 412);

    private CommonProblems() {}

    /// Refers an operation of any service to what the gateway may say in front of it.
    static void referOfAll(ObjectNode operation) {
        OF_ALL.forEach((status, said) -> {
            if (status != 413 || operation.has("requestBody")) {
                refer(operation, status, said);
            }
        });
    }

    /// Refers an operation of the gateway's own to what it may say. Not all may say everything.
    static void referOwn(ObjectNode operation) {
        OWN.forEach((status, said) -> {
            if (!OF_SOME.contains(status)
                    || operation.path("responses").has(Integer.toString(status))) {
                refer(operation, status, said);
            }
        });
    }

    static void addOfAll(ObjectNode components) {
        OF_ALL.forEach((status, said) -> add(components, status, said));
    }

    static void addOwn(ObjectNode components) {
        OWN.forEach((status, said) -> add(components, status, said));
    }

    private static void refer(ObjectNode operation, int status, Said said) {
        operation
                .withObject("/responses")
                .set(
                        Integer.toString(status),
                        JsonNodeFactory.instance.objectNode().put("$ref", REFERENCE + said.name()));
    }

    private static void add(ObjectNode components, int status, Said said) {
        List<Refusal> possible =
                Arrays.stream(Refusal.values())
                        .filter(refusal -> refusal.status() == status)
                        .toList();
        ObjectNode response = components.withObject("/responses/" + said.name());
        response.put("description", said.description());
        if (status == 429 || status == 503) {
            response.withObject("/headers/Retry-After")
                    .put("description", "Seconds after which to try again")
                    .putObject("schema")
                    .put("type", "integer");
        }
        ObjectNode problem = response.withObject("/content").putObject("application/problem+json");
        problem.putObject("schema").put("$ref", "#/components/schemas/ProblemDetails");
        problem.set("example", example(possible.getFirst()));
        ObjectNode codes = response.putObject("x-problems");
        possible.forEach(refusal -> codes.put(refusal.type(), refusal.title()));
    }

    private static JsonNode example(Refusal refusal) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", refusal.type())
                .put("title", refusal.title())
                .put("status", refusal.status())
                .put("detail", refusal.detail())
                .put("code", refusal.code())
                .put("instance", "/api/v1/campaigns")
                .put("requestId", "5f2b8c1de90a47b6");
    }
}
