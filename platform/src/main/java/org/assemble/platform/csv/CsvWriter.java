package org.assemble.platform.csv;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Gives a table to who accepts `text/csv`; headers say what the body has no place for.
@Provider
@Produces(CsvWriter.TEXT_CSV)
public class CsvWriter implements ServerMessageBodyWriter<Tabular> {

    public static final String TEXT_CSV = "text/csv";

    @Override
    public boolean isWriteable(
            Class<?> type,
            Type genericType,
            ResteasyReactiveResourceInfo target,
            MediaType mediaType) {
        return Tabular.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Tabular answer, Type genericType, ServerRequestContext context) {
        context.serverResponse()
                .setResponseHeader("Content-Type", TEXT_CSV + ";charset=UTF-8;header=present");
        answer.headers()
                .forEach((name, value) -> context.serverResponse().setResponseHeader(name, value));
        context.serverResponse().end(Csv.of(answer.table()));
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Tabular.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Tabular answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        answer.headers().forEach(headers::putSingle);
        body.write(Csv.of(answer.table()).getBytes(StandardCharsets.UTF_8));
    }
}
