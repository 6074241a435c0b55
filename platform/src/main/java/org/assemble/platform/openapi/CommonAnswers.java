package org.assemble.platform.openapi;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.Problem;
import org.assemble.platform.problem.Refusal;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Describes once what every operation has in common: the problems it may answer with, each with
/// its codes and an example, and the key of a request.
final class CommonAnswers {
    private static final String RESPONSES = "#/components/responses/";
    private static final Set<String> OF_ALL = Set.of("400", "401", "403", "404", "406", "503");
    private static final Set<String> OF_BODIES = Set.of("413", "415");
    private static final Set<String> OF_DECISIONS = Set.of("409", "422");
    private static final Set<String> OF_EDITS = Set.of("412", "428");

    /// A status that is a problem: the name of its component, and what it says.
    private record Said(String name, String description) {}

    private static final Map<String, Said> SAID =
            Map.ofEntries(
                    Map.entry("400", new Said("Unreadable", "The request can't be read")),
                    Map.entry(
                            "401",
                            new Said("NotSignedIn", "Not signed in, or the sign-in has expired")),
                    Map.entry(
                            "403", new Said("NotAllowed", "Not for this role, campaign or region")),
                    Map.entry("404", new Said("NotFound", "No such thing")),
                    Map.entry(
                            "406",
                            new Said("NotAcceptable", "Not to be had as any type in Accept")),
                    Map.entry("409", new Said("NotInThisState", "Not in this state")),
                    Map.entry("412", new Said("ChangedMeanwhile", "Somebody changed it meanwhile")),
                    Map.entry("413", new Said("TooLarge", "The body is too large")),
                    Map.entry("415", new Said("OfTheWrongKind", "The body is of the wrong kind")),
                    Map.entry("422", new Said("AgainstARule", "A rule on values says no")),
                    Map.entry("428", new Said("RevisionNeeded", "The header If-Match is missing")),
                    Map.entry("429", new Said("TooManyRequests", "Too many requests of this kind")),
                    Map.entry("503", new Said("Away", "Not available for the moment")));

    /// A service's own refusals are the better examples.
    private static final Comparator<Refusal> OWN_FIRST =
            Comparator.comparing(CommonRefusal.class::isInstance);

    private final String service;
    private final Map<String, Map<String, Refusal>> refusals = new TreeMap<>();

    /// @param own the service's own refusals, beside those that all have
    CommonAnswers(String service, Iterable<? extends Refusal> own) {
        this.service = service;
        for (Refusal refusal : CommonRefusal.values()) {
            add(refusal);
        }
        own.forEach(this::add);
    }

    private void add(Refusal refusal) {
        refusals.computeIfAbsent(Integer.toString(refusal.status()), _ -> new TreeMap<>())
                .putIfAbsent(refusal.code(), refusal);
    }

    void describe(OpenAPI document) {
        document.getComponents().addSchema("ProblemDetails", problemSchema());
        document.getComponents().addSchema("FieldError", fieldErrorSchema());
        SAID.forEach((status, said) ->
                document.getComponents().addResponse(said.name(), response(status)));
        document.getPaths().getPathItems().forEach(this::describe);
    }

    private void describe(String path, PathItem item) {
        if (!path.startsWith("/api/v1/")) {
            return;
        }
        item.getOperations()
                .forEach((method, operation) -> {
                    boolean decides = method != PathItem.HttpMethod.GET || path.contains("{");
                    namedBy(operation).forEach(status -> refer(operation, status));
                    OF_ALL.forEach(status -> refer(operation, status));
                    if (decides) {
                        OF_DECISIONS.forEach(status -> refer(operation, status));
                    }
                    if (operation.getRequestBody() != null) {
                        OF_BODIES.forEach(status -> refer(operation, status));
                    }
                    if (method == PathItem.HttpMethod.POST) {
                        operation.addParameter(idempotencyKey());
                    }
                    describeEdit(operation);
                });
    }

    /// The problems that the operation's own annotations name.
    private static List<String> namedBy(Operation operation) {
        return operation.getResponses().getAPIResponses().keySet().stream()
                .filter(SAID::containsKey)
                .toList();
    }

    /// An operation that names If-Match is an edit: what it wants there, and what may come of it.
    private static void describeEdit(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        operation.getParameters().stream()
                .filter(parameter -> "If-Match".equals(parameter.getName()))
                .forEach(parameter -> {
                    parameter
                            .required(true)
                            .description("The ETag of what was read: the revision to be changed")
                            .schema(text());
                    OF_EDITS.forEach(status -> refer(operation, status));
                });
    }

    /// Takes the place of an answer that says no more than its status; one with contents of its own
    /// stays.
    private static void refer(Operation operation, String status) {
        APIResponse said = operation.getResponses().getAPIResponse(status);
        if (said == null || said.getContent() == null) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            status,
                            OASFactory.createAPIResponse()
                                    .ref(RESPONSES + SAID.get(status).name()));
        }
    }

    /// The codes stand beside the description, so that a page can lead from each to what it means.
    private APIResponse response(String status) {
        Map<String, Refusal> possible = refusals.getOrDefault(status, Map.of());
        MediaType problem =
                OASFactory.createMediaType()
                        .schema(
                                OASFactory.createSchema()
                                        .ref("#/components/schemas/ProblemDetails"));
        possible.values().stream()
                .min(OWN_FIRST)
                .ifPresent(refusal -> problem.example(example(refusal)));
        Map<String, String> codes = new TreeMap<>();
        possible.forEach((code, refusal) -> codes.put(page(refusal), refusal.title()));
        APIResponse response =
                OASFactory.createAPIResponse()
                        .description(SAID.get(status).description())
                        .content(
                                OASFactory.createContent()
                                        .addMediaType(Problem.MEDIA_TYPE, problem));
        response.addExtension("x-problems", codes);
        return response;
    }

    private String page(Refusal refusal) {
        return "/api/problems/" + service + "/" + refusal.code();
    }

    /// A map that keeps its order, as the fields of [Problem] stand.
    private Map<String, Object> example(Refusal refusal) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", page(refusal));
        example.put("title", refusal.title());
        example.put("status", refusal.status());
        example.put("detail", refusal.explanation());
        example.put("code", refusal.code());
        example.put("instance", "/api/v1/…");
        example.put("requestId", "5f2b8c1de90a47b6");
        return example;
    }

    private static Schema problemSchema() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("An error, as RFC 9457 says: its type is the address of a page")
                .required(List.of("type", "title", "status", "detail", "code", "instance"))
                .addProperty("type", text().format("uri-reference"))
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty("code", text().description("Permanent, for programs"))
                .addProperty("instance", text().description("The path that was asked"))
                .addProperty(
                        "requestId",
                        text().description("By which our log knows the request, as X-Request-Id"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(
                                        OASFactory.createSchema()
                                                .ref("#/components/schemas/FieldError")));
    }

    private static Schema fieldErrorSchema() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .required(List.of("pointer", "detail"))
                .addProperty("pointer", text().description("RFC 6901, such as /monthly/amount"))
                .addProperty("detail", text());
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .required(false)
                .description(
                        "Names the request: the same again does nothing new and gets the same answer")
                .schema(text().maxLength(200))
                .example("0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b00");
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
