package org.assemble.acceptance.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The API's description, asked whether an answer is as it says.
public final class Description {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = "https://assemble.example/openapi.json";

    private record Template(String path, Pattern pattern) {}

    private final JsonNode document;
    private final List<Template> templates;
    private final JsonSchemaFactory schemas;
    private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

    public Description(String text) {
        this.document = read(text);
        this.templates =
                document.path("paths").properties().stream()
                        .map(path -> new Template(path.getKey(), pattern(path.getKey())))
                        .sorted(Comparator.comparing(template -> template.path().replace('{', '~')))
                        .toList();
        this.schemas =
                JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        factory ->
                                factory.schemaLoaders(
                                        loaders -> loaders.schemas(Map.of(HERE, text))));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /// What of an answer is not as the description says; nothing where all is, or where the API has
    /// no such operation.
    ///
    /// @param mediaType without parameters; null where none came
    /// @param body looked at where it is JSON
    public Optional<String> differs(
            String method, String path, int status, String mediaType, String body) {
        return operation(method, path)
                .flatMap(operation -> differs(operation, status, mediaType, body));
    }

    /// Where it stands in the document.
    private Optional<String> operation(String method, String path) {
        return templates.stream()
                .filter(candidate -> candidate.pattern().matcher(path).matches())
                .findFirst()
                .map(template -> "/paths/" + template.path().replace("/", "~1"))
                .map(item -> item + "/" + method.toLowerCase(Locale.ROOT))
                .filter(operation -> !document.at(operation).isMissingNode());
    }

    private Optional<String> differs(String operation, int status, String mediaType, String body) {
        String place = operation + "/responses/" + status;
        if (document.at(place).isMissingNode()) {
            return Optional.of("the status " + status + " is not described");
        }
        String reference = document.at(place).path("$ref").asText();
        String answer = reference.isEmpty() ? place : reference.substring(1);
        JsonNode content = document.at(answer).path("content");
        if (content.isEmpty() && body.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> described =
                content.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(type -> type.split(";")[0].strip().equals(mediaType))
                        .findFirst();
        if (described.isEmpty()) {
            return Optional.of("the media type " + mediaType + " is not described");
        }
        return isJson(mediaType)
                ? differs(answer, described.get(), mediaType, body)
                : Optional.empty();
    }

    private Optional<String> differs(
            String answer, String described, String mediaType, String body) {
        String schema = answer + "/content/" + described.replace("/", "~1") + "/schema";
        return body.isEmpty()
                ? Optional.of("nothing came where JSON is described")
                : invalid(schema, body).or(() -> unknownProblem(answer, mediaType, body));
    }

    /// Programs decide by the code, people follow the type.
    private Optional<String> unknownProblem(String answer, String mediaType, String body) {
        if (!mediaType.equals("application/problem+json")) {
            return Optional.empty();
        }
        JsonNode problem = read(body);
        String type = problem.path("type").asText();
        String code = problem.path("code").asText();
        if (!document.at(answer).path("x-problems").has(type)) {
            return Optional.of("the problem " + type + " is not described");
        }
        return type.endsWith("/" + code)
                ? Optional.empty()
                : Optional.of("the code " + code + " is not that of the type " + type);
    }

    /// Whether its body is looked at.
    public static boolean isJson(String mediaType) {
        return mediaType != null && mediaType.matches("application/([\\w.-]+\\+)?json");
    }

    private Optional<String> invalid(String place, String body) {
        JsonSchema schema =
                known.computeIfAbsent(
                        place, at -> schemas.getSchema(SchemaLocation.of(HERE + "#" + at)));
        String found =
                schema.validate(read(body)).stream()
                        .map(ValidationMessage::toString)
                        .collect(Collectors.joining("\n"));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(text, failure);
        }
    }
}
