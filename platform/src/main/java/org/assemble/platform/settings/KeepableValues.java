package org.assemble.platform.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/// What the database can't keep is refused where it comes in, as a request that can't be read;
/// later it would be a failure. PostgreSQL keeps no NUL in a text, and no time of Java's farthest
/// years.
final class KeepableValues extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);
    private static final Instant BEGIN = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Instant END = LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

    KeepableValues() {
        keep(
                String.class,
                StringDeserializer.instance,
                text -> text.indexOf('\0') < 0,
                "a text has no NUL character");
        keep(
                LocalDate.class,
                LocalDateDeserializer.INSTANCE,
                KeepableValues::isNear,
                "a day is between 1900 and 2199");
        keep(
                Instant.class,
                InstantDeserializer.INSTANT,
                KeepableValues::isNear,
                "a time is between 1900 and 2199");
    }

    static boolean isNear(Instant time) {
        return !time.isBefore(BEGIN) && time.isBefore(END);
    }

    static boolean isNear(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    private <T> void keep(
            Class<T> type, JsonDeserializer<T> reading, Predicate<T> can, String rule) {
        addDeserializer(type, new Keepable<>(type, reading, can, rule));
    }

    private static final class Keepable<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient JsonDeserializer<T> reading;
        private final transient Predicate<T> can;
        private final String rule;

        Keepable(Class<T> type, JsonDeserializer<T> reading, Predicate<T> can, String rule) {
            super(type);
            this.reading = reading;
            this.can = can;
            this.rule = rule;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T value = reading.deserialize(parser, context);
            return value == null || can.test(value)
                    ? value
                    : context.reportInputMismatch(this, rule);
        }
    }
}
