package org.assemble.gateway.compression;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Answers made smaller by gzip, where the caller takes it and it is worth the work: text, of more
/// than a packet. Streams of events are never held back for it.
///
/// The compressed answer has an `ETag` of its own (RFC 9110, 8.8.3.3), the service's with `-gzip`
/// at its end; [#uncompressedTag] takes that off again, so that the caller's `If-Match` means to
/// the service what it says.
public final class Compression {

    /// What fits into one packet arrives no sooner when it is smaller.
    static final int LEAST_BYTES = 1_400;

    static final int LEVEL = Deflater.BEST_SPEED;

    private static final String SUFFIX = "-gzip";
    private static final Set<String> TEXTS =
            Set.of(
                    "application/json",
                    "application/x-ndjson",
                    "application/xml",
                    "application/javascript",
                    "application/yaml");

    private Compression() {}

    /// The body as the caller takes it, and in the answer's headers what was done to it.
    public static Buffer applied(MultiMap asked, MultiMap answer, Buffer body) {
        if (!isWorthIt(asked, answer, body.length())) {
            return body;
        }
        tell(answer);
        return gzip(body);
    }

    /// Whether an answer is to be compressed; says in its headers that it depends on what the
    /// caller takes.
    public static boolean isWorthIt(MultiMap asked, MultiMap answer, long bytes) {
        if (bytes < LEAST_BYTES || !isText(answer.get(HttpHeaderNames.CONTENT_TYPE))) {
            return false;
        }
        String control = answer.get(HttpHeaderNames.CACHE_CONTROL);
        if (answer.contains(HttpHeaderNames.CONTENT_ENCODING)
                || answer.contains(HttpHeaderNames.CONTENT_RANGE)
                || (control != null && control.contains("no-transform"))) {
            return false;
        }
        answer.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        return takesGzip(asked.get(HttpHeaderNames.ACCEPT_ENCODING));
    }

    /// Says in an answer's headers that its body is compressed.
    public static void tell(MultiMap answer) {
        answer.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        answer.remove(HttpHeaderNames.CONTENT_LENGTH);
        String tag = answer.get(HttpHeaderNames.ETAG);
        if (tag != null) {
            answer.set(HttpHeaderNames.ETAG, compressedTag(tag));
        }
    }

    /// The tag that a compressed answer has.
    static String compressedTag(String tag) {
        return tag.endsWith("\"") ? tag.substring(0, tag.length() - 1) + SUFFIX + "\"" : tag;
    }

    /// A caller who asked whether its compressed answer is still good is told so by the tag it
    /// knows.
    public static void keepTag(MultiMap asked, MultiMap answer) {
        String theirs = asked.get(HttpHeaderNames.IF_NONE_MATCH);
        String tag = answer.get(HttpHeaderNames.ETAG);
        if (theirs != null && tag != null && theirs.contains(compressedTag(tag))) {
            answer.set(HttpHeaderNames.ETAG, compressedTag(tag));
        }
    }

    /// Tags of compressed answers, as the service knows them.
    ///
    /// @param tags the value of If-Match or If-None-Match
    public static String uncompressedTag(String tags) {
        return tags.contains(SUFFIX) ? tags.replace(SUFFIX + "\"", "\"") : tags;
    }

    /// Whether a tag is one of the gateway's own, of a compressed answer.
    ///
    /// @param tag null where there is none
    public static boolean isOfCompressed(String tag) {
        return tag != null && tag.endsWith(SUFFIX + "\"");
    }

    /// @param acceptEncoding the header; null where there is none
    static boolean takesGzip(String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        boolean takesAny = false;
        for (String part : acceptEncoding.split(",")) {
            String[] codingAndWeight = part.split(";", 2);
            String coding = codingAndWeight[0].strip().toLowerCase(Locale.ROOT);
            boolean wanted = codingAndWeight.length < 2 || !isZero(codingAndWeight[1]);
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                return wanted;
            }
            takesAny |= coding.equals("*") && wanted;
        }
        return takesAny;
    }

    private static boolean isZero(String weight) {
        return weight.strip().matches("[qQ]=0(\\.0{0,3})?");
    }

    private static boolean isText(String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return TEXTS.contains(type)
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || (type.startsWith("text/") && !type.equals("text/event-stream"));
    }

    /// A body that is in memory already, as a whole.
    public static Buffer gzip(Buffer body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length() / 4 + 64);
        try (GZIPOutputStream gzip = new Fast(bytes)) {
            gzip.write(body.getBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /// Text is repetitive enough to shrink to a fifth at the least effort.
    static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream bytes) throws IOException {
            super(bytes, 4_096);
            def.setLevel(LEVEL);
        }
    }
}
