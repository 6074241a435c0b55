package org.assemble.gateway.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;

/// JSON as the gateway's own operations read and write it: nothing is rounded, guessed or turned
/// from one kind into another.
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            text ->
                                    text.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .withCoercionConfig(
                            LogicalType.DateTime,
                            time ->
                                    time.setCoercion(
                                            CoercionInputShape.Integer, CoercionAction.Fail))
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private Json() {}

    /// What a caller sent.
    static <T> T read(String text, Class<T> type) {
        try {
            T read = MAPPER.readValue(text, type);
            if (read == null) {
                throw Rejection.malformed("", "The body is a JSON object.");
            }
            return read;
        } catch (JsonProcessingException unreadable) {
            throw Rejection.malformed(pointer(unreadable), "This can't be read here.");
        }
    }

    public static boolean isJson(String text) {
        try {
            return !MAPPER.readTree(text).isMissingNode();
        } catch (JsonProcessingException isNot) {
            return false;
        }
    }

    public static String write(Object content) {
        try {
            return MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException cannotBe) {
            throw new IllegalStateException(content.getClass() + " can't be written", cannotBe);
        }
    }

    private static String pointer(JsonProcessingException unreadable) {
        return unreadable instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                "/"
                                        + (step.getFieldName() == null
                                                ? step.getIndex()
                                                : step.getFieldName()))
                        .collect(Collectors.joining())
                : "";
    }
}
