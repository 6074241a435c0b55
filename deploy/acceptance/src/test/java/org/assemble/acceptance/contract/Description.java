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

    /// What of an answer is not as the description says; nothing where all is, or where the path is
    /// none of the API's.
    ///
    /// @param mediaType without parameters; may be null
    /// @param body looked at where it is JSON
    public Optional<String> differs(
            String method, String path, int status, String mediaType, String body) {
        Optional<Template> template =
                templates.stream()
                        .filter(candidate -> candidate.pattern().matcher(path).matches())
                        .findFirst();
        if (template.isEmpty()) {
            return Optional.empty();
        }
        String place =
                "/paths/"
                        + template.get().path().replace("/", "~1")
                        + "/"
                        + method.toLowerCase(Locale.ROOT);
        JsonNode operation = document.at(place);
        if (operation.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode answer = operation.path("responses").path(Integer.toString(status));
        if (answer.isMissingNode()) {
            return Optional.of("the status " + status + " is not described");
        }
        String reference = answer.path("$ref").asText();
        String answerPlace =
                reference.isEmpty() ? place + "/responses/" + status : reference.substring(1);
        JsonNode content = document.at(answerPlace).path("content");
        if (mediaType == null || content.isEmpty()) {
            return Optional.empty();
        }
        if (!content.has(mediaType)) {
            return Optional.of("the media type " + mediaType + " is not described");
        }
        return isJson(mediaType) && !body.isEmpty()
                ? invalid(
                        answerPlace + "/content/" + mediaType.replace("/", "~1") + "/schema", body)
                : Optional.empty();
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
