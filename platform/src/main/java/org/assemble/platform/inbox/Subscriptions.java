package org.assemble.platform.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Which types of message a service reads. A reader's record names only the fields that it uses:
/// others are ignored, a missing one makes the message unreadable, one that may be missing is an
/// `Optional`.
public final class Subscriptions {
    private static final JsonMapper READING =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private record Reading<T>(
            ObjectReader reader, BiFunction<T, IncomingEvent, Uni<Outcome>> handler) {

        Uni<Outcome> handle(IncomingEvent event) {
            return handler.apply(read(event), event);
        }

        T read(IncomingEvent event) {
            try {
                return reader.readValue(event.data());
            } catch (JsonProcessingException e) {
                throw new UnreadableEvent(
                        "its data is no " + event.type() + ": " + e.getOriginalMessage());
            }
        }
    }

    private final Map<String, Reading<?>> readings = new HashMap<>();

    /// Reads a type of message whose content is all that matters.
    ///
    /// @param type `org.assemble.<service>.<Name>.v<n>`
    public <T> Subscriptions event(String type, Class<T> data, Function<T, Uni<Outcome>> handler) {
        return event(type, data, (content, _) -> handler.apply(content));
    }

    /// Reads a type of message of which the time or the id matters too.
    public <T> Subscriptions event(
            String type, Class<T> data, BiFunction<T, IncomingEvent, Uni<Outcome>> handler) {
        if (readings.put(type, new Reading<>(READING.readerFor(data), handler)) != null) {
            throw new IllegalStateException("two features read " + type);
        }
        return this;
    }

    Optional<Function<IncomingEvent, Uni<Outcome>>> of(String type) {
        return Optional.ofNullable(readings.get(type)).map(reading -> reading::handle);
    }

    /// Throws where the content can't be read, without doing anything with it.
    void check(IncomingEvent event) {
        readings.get(event.type()).read(event);
    }
}
