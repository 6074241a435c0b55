package org.assemble.platform.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// JSON of our own records, which can always be written and read: where it can't, that is a bug.
@Singleton
public class Json {
    @Inject ObjectMapper mapper;

    public String write(Object content) {
        try {
            return mapper.writeValueAsString(content);
        } catch (JsonProcessingException cannotBe) {
            throw new IllegalStateException(content.getClass() + " can't be written", cannotBe);
        }
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException cannotBe) {
            throw new IllegalStateException(type + " can't be read", cannotBe);
        }
    }
}
