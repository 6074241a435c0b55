package org.assemble.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.assemble.platform.id.Ids;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.RefusalException;

/// A name under which something is asked for once. It is kept for ever, with what was asked and the
/// first answer: the same again does nothing new and is answered the same; the same name for
/// something else is refused.
///
/// @param name what is kept, with a prefix that says whose name it is: `request:`, `message:`,
///   `donation:`
/// @param request SHA-256 of what is asked
/// @param reused the refusal where the name was used for something else
public record Key(String name, byte[] request, RefusalException reused) {

    /// @param content what is asked; becomes JSON to be compared
    public static Key of(String name, Object content, RefusalException reused) {
        return new Key(name, sha256(EventJson.writeAny(content)), reused);
    }

    /// For what nobody has named: it is unique, and only tells the appender whether a commit whose
    /// answer was lost has happened.
    static Key fresh() {
        String name = "once:" + Ids.next();
        return new Key(
                name, sha256(name), CommonRefusal.IDEMPOTENCY_KEY_REUSED.because("This can't be."));
    }

    boolean isOfACaller() {
        return name.startsWith("request:");
    }

    /// Whether the event it was kept with says all that it says: the reference of a donation.
    public static boolean followsFromEvent(String name) {
        return name.startsWith("donation:");
    }

    /// A content as a part of a name, where the content itself must not stand.
    public static String digest(Object content) {
        return HexFormat.of().formatHex(sha256(EventJson.writeAny(content)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
