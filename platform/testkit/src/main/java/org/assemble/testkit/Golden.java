package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The contract of one message: `<name>.schema.json` and its golden example `<name>.example.json`,
/// in the `contract/events` of the service that owns it. Owners check that what they publish is the
/// example; neighbours read the same file.
public record Golden(Path folder, String name) {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /// A message of a service by its versioned name: `Golden.event("campaign-service",
    /// "CampaignFounded.v1")`.
    public static Golden event(String service, String name) {
        return new Golden(checkout().resolve(service).resolve("contract/events"), name);
    }

    /// Every message of a service, for a parameterized test.
    public static List<Golden> events(String service) {
        var folder = checkout().resolve(service).resolve("contract/events");
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".schema.json"))
                    .map(file -> new Golden(folder, file.replace(".schema.json", "")))
                    .sorted(Comparator.comparing(Golden::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void exampleFitsSchema() {
        fitsSchema(example());
    }

    /// The object, as it would be sent, fits the schema.
    public void fits(Object data) {
        fitsSchema(asSent(data));
    }

    /// The object, as it would be sent, is the example.
    public void is(Object data) {
        var sent = asSent(data);
        assertThat(sent).as("%s as it is sent", name).isEqualTo(example());
        fitsSchema(sent);
    }

    /// The example as a reader understands it; what the reader does not know is ignored, as it is
    /// in production.
    public <T> T readAs(Class<T> type) {
        try {
            return JSON.treeToValue(example(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode example() {
        return read(name + ".example.json");
    }

    /// Written and read again: a number has a size in Java, and none on the wire.
    private static JsonNode asSent(Object data) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fitsSchema(JsonNode data) {
        var settings = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(read(name + ".schema.json"), settings);
        assertThat(schema.validate(data)).as("%s against its schema", name).isEmpty();
    }

    private JsonNode read(String file) {
        try {
            return JSON.readTree(folder.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path checkout() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @Override
    public String toString() {
        return name;
    }
}
