package org.assemble.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/// Says of answers what the code knows and the build does not look at: which fields are always
/// there, which may be null, and that a table or a calendar is text.
final class AnswerShapes {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final DotName JSON_INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName NOT_NULL = DotName.createSimple(NotNull.class);

    private final Map<String, List<ClassInfo>> records = new HashMap<>();

    AnswerShapes(IndexView classes) {
        classes.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .forEach(type ->
                        records.computeIfAbsent(type.simpleName(), _ -> new ArrayList<>())
                                .add(type));
    }

    void describe(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        if (schemas == null) {
            return;
        }
        operations(document).flatMap(AnswerShapes::bodies).forEach(AnswerShapes::describeText);
        operations(document).flatMap(AnswerShapes::answers).forEach(AnswerShapes::describeText);
        Set<String> asked = reachable(operations(document).flatMap(AnswerShapes::bodies), schemas);
        Set<String> answered =
                reachable(operations(document).flatMap(AnswerShapes::answers), schemas);
        answered.removeAll(asked);
        answered.forEach(name -> describeFields(name, schemas.get(name)));
    }

    /// What the record itself says holds. Otherwise a field is always there, unless the record
    /// leaves it out where it is empty, and is null only where neither its kind nor its name
    /// forbids that.
    private void describeFields(String name, Schema schema) {
        List<ClassInfo> types = recordsOf(name);
        if (types.isEmpty() || schema.getProperties() == null) {
            return;
        }
        Set<String> required =
                new TreeSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        Set<String> said = Set.copyOf(required);
        Map<String, Schema> properties = new HashMap<>(schema.getProperties());
        properties.forEach((field, described) -> {
            List<RecordComponentInfo> components =
                    types.stream()
                            .map(type -> type.recordComponent(field))
                            .filter(Objects::nonNull)
                            .toList();
            if (components.isEmpty() || said.contains(field)) {
                return;
            }
            if (components.stream().noneMatch(AnswerShapes::isLeftOut)) {
                required.add(field);
            }
            if (!components.stream().allMatch(AnswerShapes::isNeverNull)) {
                schema.addProperty(field, orNull(described));
            }
        });
        schema.setRequired(List.copyOf(required));
    }

    /// The build numbers those that share a name (`StandingView1`), and names what is made for any
    /// type by both (`PageCampaignView`).
    private List<ClassInfo> recordsOf(String schema) {
        List<ClassInfo> found = records.get(schema.replaceAll("\\d+$", ""));
        return found != null
                ? found
                : records.values().stream()
                        .flatMap(List::stream)
                        .filter(type -> !type.typeParameters().isEmpty())
                        .filter(type -> schema.startsWith(type.simpleName()))
                        .toList();
    }

    private static boolean isLeftOut(RecordComponentInfo component) {
        var said =
                Stream.of(
                                component.field().annotation(JSON_INCLUDE),
                                component.declaringClass().declaredAnnotation(JSON_INCLUDE))
                        .filter(Objects::nonNull)
                        .findFirst();
        return said.isPresent()
                && said.get().value() != null
                && !said.get().value().asEnum().equals(JsonInclude.Include.ALWAYS.name());
    }

    private static boolean isNeverNull(RecordComponentInfo component) {
        Type type = component.type();
        return type.kind() == Type.Kind.PRIMITIVE
                || type.kind() == Type.Kind.ARRAY
                || isCollection(type.name().toString())
                || component.name().equals("id")
                || isLeftOut(component)
                || component.field().hasAnnotation(NOT_NULL);
    }

    private static boolean isCollection(String type) {
        return Stream.of(List.class, Set.class, Map.class)
                .anyMatch(collection -> collection.getName().equals(type));
    }

    private static Schema orNull(Schema described) {
        if (described.getRef() != null) {
            return OASFactory.createSchema()
                    .addAnyOf(described)
                    .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
        }
        return described.getType() == null || described.getEnumeration() != null
                ? described
                : described.addType(Schema.SchemaType.NULL);
    }

    /// The build gives each media type of an operation the schema of its Java type; only JSON has
    /// that shape.
    private static void describeText(Content content) {
        content.getMediaTypes()
                .forEach((type, media) -> {
                    if (!type.contains("json") || type.contains("ndjson")) {
                        media.schema(
                                OASFactory.createSchema()
                                        .addType(Schema.SchemaType.STRING)
                                        .format(type.equals("application/pdf") ? "binary" : null));
                    }
                });
    }

    private static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream());
    }

    private static Stream<Content> bodies(Operation operation) {
        return Stream.ofNullable(operation.getRequestBody())
                .map(body -> body.getContent())
                .filter(Objects::nonNull);
    }

    private static Stream<Content> answers(Operation operation) {
        return operation.getResponses().getAPIResponses().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .map(answer -> answer.getValue().getContent())
                .filter(Objects::nonNull);
    }

    private static Set<String> reachable(Stream<Content> contents, Map<String, Schema> schemas) {
        Set<String> found = new HashSet<>();
        contents.flatMap(content -> content.getMediaTypes().values().stream())
                .forEach(media -> follow(media.getSchema(), schemas, found));
        return found;
    }

    private static void follow(Schema schema, Map<String, Schema> schemas, Set<String> found) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(SCHEMAS.length());
            if (found.add(name)) {
                follow(schemas.get(name), schemas, found);
            }
        }
        follow(schema.getItems(), schemas, found);
        follow(schema.getAdditionalPropertiesSchema(), schemas, found);
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(part -> follow(part, schemas, found));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(part -> follow(part, schemas, found));
        }
    }
}
