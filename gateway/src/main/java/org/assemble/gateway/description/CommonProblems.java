package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assemble.gateway.problem.Refusal;

/// The problems with which the gateway itself may answer: each with its code, its page and an
/// example, made from the closed list of refusals, and put beside those of the service.
final class CommonProblems {

    private static final String REFERENCE = "#/components/responses/";
    private static final String PROBLEM = "application/problem+json";

    /// A status that is a problem: the name of its component, and what it says.
    private record Said(String name, String description) {}

    private static final Map<Integer, Said> SAID =
            Map.ofEntries(
                    Map.entry(400, new Said("Unreadable", "The request can't be read")),
                    Map.entry(
                            401,
                            new Said("NotSignedIn", "Not signed in, or the sign-in has expired")),
                    Map.entry(403, new Said("NotAllowed", "Not for this role, scope or campaign")),
                    Map.entry(404, new Said("NotFound", "No such thing")),
                    Map.entry(408, new Said("TooSlow", "The body came too slowly")),
                    Map.entry(409, new Said("NotInThisState", "Not in this state")),
                    Map.entry(410, new Said("Forgotten", "These events are no longer kept")),
                    Map.entry(412, new Said("ChangedMeanwhile", "Somebody changed it meanwhile")),
                    Map.entry(413, new Said("TooLarge", "The body is too large")),
                    Map.entry(422, new Said("AgainstARule", "A rule on values says no")),
                    Map.entry(
                            429,
                            new Said(
                                    "TooManyRequests",
                                    "A limit is used up; Retry-After says in how many seconds to try"
                                            + " again")),
                    Map.entry(431, new Said("HeadersTooLarge", "The headers are too large")),
                    Map.entry(502, new Said("ServiceBroke", "The service broke off")),
                    Map.entry(503, new Said("Away", "Away or busy for the moment")),
                    Map.entry(504, new Said("ServiceSlow", "The service took too long")));

    /// In front of every operation, whoever answers it.
    private static final Set<Refusal> OF_ALL =
            EnumSet.of(
                    Refusal.PATH_NOT_CANONICAL,
                    Refusal.HEADERS_TOO_LARGE,
                    Refusal.TWO_CREDENTIALS,
                    Refusal.KEY_NOT_KNOWN,
                    Refusal.TOO_MANY_REQUESTS,
                    Refusal.ORIGIN_NOT_ALLOWED,
                    Refusal.NOT_SIGNED_IN,
                    Refusal.TOKEN_EXPIRED,
                    Refusal.SIGN_IN_AWAY,
                    Refusal.SCOPE_MISSING,
                    Refusal.NOT_AVAILABLE);

    private static final Set<Refusal> OF_CHANGES = EnumSet.of(Refusal.KEY_ONLY_READS);
    private static final Set<Refusal> OF_BODIES =
            EnumSet.of(Refusal.TOO_LARGE, Refusal.BODY_TOO_SLOW);

    /// On the way to a service and back.
    private static final Set<Refusal> OF_THE_WAY =
            EnumSet.of(
                    Refusal.SERVICE_BUSY,
                    Refusal.SERVICE_AWAY,
                    Refusal.SERVICE_SLOW,
                    Refusal.SERVICE_BROKEN,
                    Refusal.SERVICE_UNREADABLE);

    private CommonProblems() {}

    /// Adds, to what a service says of its operation, what the gateway may refuse in front of it.
    /// Where the service refers to an answer, that one gets the codes; where it says nothing of a
    /// status, all operations share one answer.
    ///
    /// @param document the service's, where its references lead
    /// @param shared the answers of the whole API, by their names
    static void addTo(ObjectNode document, ObjectNode shared, String method, ObjectNode operation) {
        Set<Refusal> possible = inFrontOf(method);
        possible.addAll(OF_THE_WAY);
        ObjectNode responses = operation.withObjectProperty("responses");
        byStatus(possible)
                .forEach((status, refusals) -> {
                    String key = Integer.toString(status);
                    if (responses.get(key) instanceof ObjectNode said) {
                        complete(meant(document, said), status, refusals);
                    } else {
                        String name = "Gateway" + SAID.get(status).name();
                        responses.putObject(key).put("$ref", REFERENCE + name);
                        complete(shared.withObjectProperty(name), status, refusals);
                    }
                });
    }

    private static ObjectNode meant(ObjectNode document, ObjectNode said) {
        return said.has("$ref")
                ? (ObjectNode) document.at(said.path("$ref").asText().substring(1))
                : said;
    }

    /// Writes down all that an operation of the gateway's own may be refused for.
    ///
    /// @param own what it refuses itself
    static void writeTo(String method, ObjectNode operation, Set<Refusal> own) {
        Set<Refusal> possible = inFrontOf(method);
        possible.addAll(own);
        ObjectNode responses = operation.withObjectProperty("responses");
        byStatus(possible)
                .forEach((status, refusals) ->
                        complete(
                                responses.withObjectProperty(Integer.toString(status)),
                                status,
                                refusals));
    }

    private static Set<Refusal> inFrontOf(String method) {
        Set<Refusal> possible = EnumSet.copyOf(OF_ALL);
        if (!method.equals("get") && !method.equals("head")) {
            possible.addAll(OF_CHANGES);
            // Also where none is asked for: one that comes all the same is counted.
            possible.addAll(OF_BODIES);
        }
        return possible;
    }

    private static Map<Integer, Set<Refusal>> byStatus(Set<Refusal> refusals) {
        return refusals.stream()
                .collect(
                        Collectors.groupingBy(
                                Refusal::status,
                                TreeMap::new,
                                Collectors.toCollection(TreeSet::new)));
    }

    private static void complete(ObjectNode response, int status, Set<Refusal> refusals) {
        if (!response.has("description")) {
            response.put("description", SAID.get(status).description());
        }
        if (status == 429 || status == 503) {
            response.withObjectProperty("headers")
                    .putObject("Retry-After")
                    .put("description", "Seconds after which to try again")
                    .putObject("schema")
                    .put("type", "integer");
        }
        ObjectNode content = response.withObjectProperty("content");
        if (!content.has(PROBLEM)) {
            ObjectNode problem = content.putObject(PROBLEM);
            problem.putObject("schema").put("$ref", "#/components/schemas/ProblemDetails");
            problem.set("example", example(refusals.iterator().next()));
        }
        ObjectNode codes = response.withObjectProperty("x-problems");
        refusals.forEach(refusal -> codes.put(refusal.type(), refusal.title()));
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
