package org.assemble.platform.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// The words of the examples, which stand in each service's `META-INF/openapi-examples.properties`:
/// of a field or a parameter by its name (`region`), by its schema's name too where that matters
/// (`NewCampaign.region`), and of what is no JSON by its operation and media type
/// (`payoutFile.text/csv`). The gateway makes whole examples of them.
final class FieldExamples {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String FILE = "META-INF/openapi-examples.properties";

    private final Map<String, String> words;

    private FieldExamples(Map<String, String> words) {
        this.words = words;
    }

    /// Of the service and of this library; the service's own words come first.
    static FieldExamples read() {
        Map<String, String> words = new HashMap<>();
        try {
            var files = Thread.currentThread().getContextClassLoader().getResources(FILE);
            while (files.hasMoreElements()) {
                read(files.nextElement())
                        .forEach((name, word) -> words.putIfAbsent((String) name, (String) word));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new FieldExamples(words);
    }

    private static Properties read(URL file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
            read.load(reader);
        }
        return read;
    }

    void describe(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        if (schemas != null) {
            schemas.forEach((name, schema) -> describeFields(name, schema, schemas));
        }
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(this::describe));
    }

    private void describeFields(String name, Schema schema, Map<String, Schema> schemas) {
        Map<String, Schema> fields =
                schema.getProperties() == null ? Map.of() : schema.getProperties();
        fields.forEach((field, described) -> {
            String word = words.getOrDefault(name + "." + field, words.get(field));
            Schema one = described.getItems() == null ? described : described.getItems();
            Schema meant = meant(one, schemas);
            if (fits(word, meant)) {
                one.setExamples(List.of(value(word, meant)));
            }
        });
    }

    /// What a field refers to; of "this or null", this.
    private static Schema meant(Schema schema, Map<String, Schema> schemas) {
        if (schema.getRef() != null) {
            return schemas.get(schema.getRef().substring(SCHEMAS.length()));
        }
        return schema.getAnyOf() == null ? schema : meant(schema.getAnyOf().getFirst(), schemas);
    }

    private void describe(Operation operation) {
        List<Parameter> parameters =
                operation.getParameters() == null ? List.of() : operation.getParameters();
        for (Parameter parameter : parameters) {
            String name = parameter.getName();
            String word =
                    words.getOrDefault(operation.getOperationId() + "." + name, words.get(name));
            if (parameter.getExample() == null && fits(word, parameter.getSchema())) {
                parameter.setExample(value(word, parameter.getSchema()));
            }
        }
        Stream.concat(
                        Stream.ofNullable(operation.getRequestBody())
                                .map(body -> body.getContent()),
                        operation.getResponses().getAPIResponses().values().stream()
                                .map(answer -> answer.getContent()))
                .filter(content -> content != null)
                .forEach(content -> describe(operation.getOperationId(), content));
    }

    private void describe(String operation, Content content) {
        content.getMediaTypes()
                .forEach((type, media) -> {
                    String plain = type.split(";")[0];
                    String word =
                            words.getOrDefault(operation + "." + plain, words.get("*." + plain));
                    if (word != null && media.getExample() == null) {
                        media.setExample(word);
                    }
                });
    }

    /// A name may be that of a text here and of a number or of more there.
    private static boolean fits(String word, Schema schema) {
        return word != null
                && schema != null
                && schema.getProperties() == null
                && schema.getEnumeration() == null
                && (!is(Schema.SchemaType.INTEGER, schema) || word.matches("\\d+"))
                && (!is(Schema.SchemaType.OBJECT, schema) || word.startsWith("{"));
    }

    private static Object value(String word, Schema schema) {
        if (is(Schema.SchemaType.INTEGER, schema)) {
            return Long.valueOf(word);
        }
        if (is(Schema.SchemaType.BOOLEAN, schema)) {
            return Boolean.valueOf(word);
        }
        return is(Schema.SchemaType.OBJECT, schema) ? object(word) : word;
    }

    private static boolean is(Schema.SchemaType type, Schema schema) {
        return schema.getType() != null && schema.getType().contains(type);
    }

    private static Object object(String word) {
        try {
            return new ObjectMapper().readValue(word, Map.class);
        } catch (JsonProcessingException notAnObject) {
            throw new IllegalStateException("The example " + word + " is no object", notAnObject);
        }
    }
}
