package org.assemble.training.calllist;

import static org.assemble.training.TrainingRefusal.UNREADABLE_ENCODING;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The bytes of a file as a text: by its byte order mark, or else as its sender says, or else
/// UTF-8. What is no text in that encoding is refused; nothing is replaced by question marks.
final class Encoding {
    /// A file of another encoding can be saved as one of these by any program.
    private static final Map<String, Charset> KNOWN =
            Stream.of(
                            StandardCharsets.UTF_8,
                            StandardCharsets.UTF_16,
                            StandardCharsets.UTF_16LE,
                            StandardCharsets.UTF_16BE,
                            StandardCharsets.US_ASCII,
                            StandardCharsets.ISO_8859_1,
                            Charset.forName("windows-1252"))
                    .collect(
                            Collectors.toMap(
                                    charset -> charset.name().toLowerCase(Locale.ROOT),
                                    charset -> charset));

    private static final String MARK = "\uFEFF";

    private Encoding() {}

    static String text(byte[] file, Optional<String> said) {
        Charset charset =
                marked(file).or(() -> said.map(Encoding::known)).orElse(StandardCharsets.UTF_8);
        try {
            String text =
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(file))
                            .toString();
            if (text.chars().anyMatch(Encoding::isNoText)) {
                throw UNREADABLE_ENCODING.because(
                        "As %s it has characters that no list has.".formatted(charset));
            }
            return text.startsWith(MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notInThis) {
            throw UNREADABLE_ENCODING.because("It is no text in %s.".formatted(charset));
        }
    }

    private static Optional<Charset> marked(byte[] file) {
        if (begins(file, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (begins(file, 0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return begins(file, 0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean begins(byte[] file, int... mark) {
        return file.length >= mark.length
                && IntStream.range(0, mark.length).allMatch(i -> (file[i] & 0xFF) == mark[i]);
    }

    private static Charset known(String name) {
        Charset charset = KNOWN.get(name.toLowerCase(Locale.ROOT));
        if (charset == null) {
            throw UNREADABLE_ENCODING.because(
                    "Known are %s."
                            .formatted(
                                    KNOWN.keySet().stream()
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        return charset;
    }

    private static boolean isNoText(int character) {
        return Character.isISOControl(character)
                && character != '\t'
                && character != '\r'
                && character != '\n';
    }
}
