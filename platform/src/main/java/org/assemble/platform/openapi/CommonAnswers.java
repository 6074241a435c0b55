package org.assemble.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Describes once what every operation has in common: the shape of a problem, and the key of a
/// request.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonAnswers implements OASFilter {
    private static final Map<String, String> PROBLEMS =
            Map.of(
                    "400", "The request can't be read",
                    "401", "Not signed in, or the sign-in has expired",
                    "403", "Not for this role, campaign or region",
                    "404", "No such thing",
                    "409", "Not in this state",
                    "422", "A rule on values says no");
    private static final Map<String, String> OF_EDITS =
            Map.of(
                    "412", "Somebody changed it meanwhile",
                    "428", "The header If-Match is missing");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths().getPathItems().forEach((path, item) -> describe(path, item));
    }

    private static void describe(String path, PathItem item) {
        if (!path.startsWith("/api/v1/")) {
            return;
        }
        item.getOperations()
                .forEach((method, operation) -> {
                    PROBLEMS.forEach((status, said) -> addProblem(operation, status, said));
                    if (method == PathItem.HttpMethod.POST) {
                        operation.addParameter(idempotencyKey());
                    }
                    describeEdit(operation);
                });
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
                    OF_EDITS.forEach((status, said) -> addProblem(operation, status, said));
                });
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static void addProblem(Operation operation, String status, String said) {
        if (operation.getResponses() != null && !operation.getResponses().hasAPIResponse(status)) {
            operation.getResponses().addAPIResponse(status, problem(said));
        }
    }

    private static APIResponse problem(String said) {
        return OASFactory.createAPIResponse()
                .description(said)
                .content(
                        OASFactory.createContent()
                                .addMediaType(
                                        "application/problem+json",
                                        OASFactory.createMediaType().schema(problemSchema())));
    }

    private static Schema problemSchema() {
        Schema text = text();
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("type", text)
                .addProperty("title", text)
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text)
                .addProperty("code", text)
                .addProperty("instance", text);
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .required(false)
                .description(
                        "Names the request: the same again does nothing new and gets the same answer")
                .schema(text().maxLength(200));
    }
}
