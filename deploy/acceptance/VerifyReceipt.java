import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Checks from outside what the ledger says: that a donation is in its published books, or that one
/// checkpoint's history begins with an older one's. Needs a JDK (17 or later) and nothing else:
///
///     java VerifyReceipt.java <key> <file>...
///
/// `key` is the checkpoints' `verifierKey`, from a source you trust: compare it with copies that
/// others hold. A file is the answer of `donations/{id}/receipt` or of `checkpoints/consistency`.
/// Ends with 0 if all are genuine. Written from the standards, not from the ledger's code: RFC 6962
/// and 9162 (trees), C2SP signed-note and tlog-checkpoint (checkpoints), RFC 8032 (Ed25519).
public class VerifyReceipt {

    record Key(String name, byte[] id, PublicKey key) {}

    record Head(long size, byte[] root) {}

    static class NotGenuine extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotGenuine(String why) {
            super(why);
        }
    }

    public static void main(String[] words) throws Exception {
        if (words.length < 2) {
            System.err.println("java VerifyReceipt.java <key> <file>...");
            System.exit(2);
        }
        try {
            Key key = key(words[0]);
            for (String file : Arrays.asList(words).subList(1, words.length)) {
                Object content = new Json(Files.readString(Path.of(file))).whole();
                System.out.println(
                        file + ": " + (has(content, "proof") ? consistency(content, key) : receipt(content, key)));
            }
        } catch (NotGenuine | IllegalArgumentException | GeneralSecurityException no) {
            System.out.println("NOT GENUINE: " + no.getMessage());
            System.exit(1);
        }
    }

    static String receipt(Object receipt, Key key) throws GeneralSecurityException {
        Head head = head(text(receipt, "checkpoint"), key);
        String first = null;
        for (Object entry : list(receipt, "entries")) {
            String text = text(entry, "text");
            first = first == null ? text : first;
            long position = Long.parseLong(text.substring(0, text.indexOf('\n')));
            byte[] leaf = hash(new byte[] {0}, base64(text(entry, "salt")), text.getBytes(StandardCharsets.UTF_8));
            must(
                    Arrays.equals(rootFrom(leaf, position - 1, head.size, hashes(entry)), head.root),
                    "the entry at " + position + " is not in the checkpoint");
        }
        must(first != null, "there is no entry");
        return facts(get(receipt, "donation"), first) + ", is in the books of the first " + head.size + " events";
    }

    /// What is shown for reading must be what was hashed.
    static String facts(Object shown, String text) {
        String[] lines = text.split("\n", 9);
        Object gift = get(new Json(lines[8]).whole(), "gift");
        same(lines[1], "donation:" + get(shown, "id"));
        same(get(gift, "donationId"), get(shown, "id"));
        same(get(gift, "pence"), get(get(shown, "amount"), "amount"));
        same("GBP", get(get(shown, "amount"), "currency"));
        same(get(gift, "receivedOn"), get(shown, "receivedOn"));
        same(optional(gift, "donorId"), optional(shown, "donorId"));
        same(optional(gift, "mandateId"), optional(shown, "mandateId"));
        same(lines[3].isEmpty() ? null : lines[3], optional(shown, "campaignId"));
        BigDecimal pounds = ((BigDecimal) get(gift, "pence")).movePointLeft(2).setScale(2);
        return "the donation " + get(shown, "id") + " of £" + pounds + ", received on " + get(shown, "receivedOn");
    }

    static String consistency(Object answer, Key key) throws GeneralSecurityException {
        Head from = head(text(answer, "from"), key);
        Head to = head(text(answer, "to"), key);
        must(isConsistent(from, to, hashes(answer)), "the newer history does not begin with the older one");
        return "the history of " + to.size + " events begins with that of " + from.size;
    }

    // Trees

    /// The root that a proof leads to (RFC 9162, 2.1.3.2).
    static byte[] rootFrom(byte[] leaf, long index, long size, List<byte[]> proof) {
        must(index >= 0 && index < size, "the position is not in the checkpoint");
        long at = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (byte[] other : proof) {
            must(last > 0, "the proof is too long");
            if ((at & 1) == 1 || at == last) {
                hash = node(other, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, other);
            }
            at >>= 1;
            last >>= 1;
        }
        must(last == 0, "the proof is too short");
        return hash;
    }

    /// RFC 9162, 2.1.4.2.
    static boolean isConsistent(Head from, Head to, List<byte[]> proof) {
        must(from.size > 0 && from.size <= to.size, "the older one is larger");
        if (from.size == to.size) {
            return proof.isEmpty() && Arrays.equals(from.root, to.root);
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(from.size) == 1) {
            path.add(0, from.root);
        }
        must(!path.isEmpty(), "the proof is empty");
        long at = from.size - 1;
        long last = to.size - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        byte[] older = path.get(0);
        byte[] newer = path.get(0);
        for (byte[] other : path.subList(1, path.size())) {
            must(last > 0, "the proof is too long");
            if ((at & 1) == 1 || at == last) {
                older = node(other, older);
                newer = node(other, newer);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                newer = node(newer, other);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(older, from.root) && Arrays.equals(newer, to.root);
    }

    static byte[] node(byte[] left, byte[] right) {
        return hash(new byte[] {1}, left, right);
    }

    static byte[] hash(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // Signed notes

    /// `name+id+base64(0x01 ‖ public key)`
    static Key key(String text) throws GeneralSecurityException {
        String[] parts = text.split("\\+", 3);
        must(parts.length == 3, "this is no key: " + text);
        byte[] typed = base64(parts[2]);
        must(typed.length == 33 && typed[0] == 1, "this is no Ed25519 key: " + text);
        byte[] id = Arrays.copyOf(hash((parts[0] + "\n").getBytes(StandardCharsets.UTF_8), typed), 4);
        must(HexFormat.of().formatHex(id).equals(parts[1]), "the key's id is not its own");
        byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(typed, 1, 33));
        return new Key(parts[0], id, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    }

    static Head head(String note, Key key) throws GeneralSecurityException {
        int end = note.lastIndexOf("\n\n");
        must(end > 0 && note.endsWith("\n"), "this is no signed note");
        String text = note.substring(0, end + 1);
        boolean signed = false;
        for (String line : note.substring(end + 2).split("\n")) {
            String[] words = line.split(" ");
            must(words.length == 3 && words[0].equals("—"), "this is no signature: " + line);
            byte[] signature = base64(words[2]);
            if (words[1].equals(key.name) && Arrays.equals(Arrays.copyOf(signature, 4), key.id)) {
                Signature ed25519 = Signature.getInstance("Ed25519");
                ed25519.initVerify(key.key);
                ed25519.update(text.getBytes(StandardCharsets.UTF_8));
                must(
                        ed25519.verify(Arrays.copyOfRange(signature, 4, signature.length)),
                        "the checkpoint's signature is wrong");
                signed = true;
            }
        }
        must(signed, "the checkpoint is not signed by this key");
        String[] lines = text.split("\n");
        must(lines.length >= 3 && lines[0].equals(key.name), "the checkpoint is of another ledger");
        return new Head(Long.parseLong(lines[1]), base64(lines[2]));
    }

    // JSON, and small things

    static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotGenuine(otherwise);
        }
    }

    static void same(Object hashed, Object shown) {
        must(Objects.equals(hashed, shown), "shown is " + shown + ", recorded was " + hashed);
    }

    /// Exactly one text stands for some bytes.
    static byte[] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        must(Base64.getEncoder().encodeToString(bytes).equals(text), "this is no base64: " + text);
        return bytes;
    }

    static List<byte[]> hashes(Object of) {
        List<byte[]> hashes = new ArrayList<>();
        list(of, "proof").forEach(hash -> hashes.add(base64((String) hash)));
        return hashes;
    }

    static boolean has(Object of, String name) {
        return of instanceof Map<?, ?> map && map.containsKey(name);
    }

    static Object optional(Object of, String name) {
        return of instanceof Map<?, ?> map ? map.get(name) : null;
    }

    static Object get(Object of, String name) {
        Object value = optional(of, name);
        must(value != null, "\"" + name + "\" is missing");
        return value;
    }

    static String text(Object of, String name) {
        must(get(of, name) instanceof String, "\"" + name + "\" is no text");
        return (String) get(of, name);
    }

    static List<?> list(Object of, String name) {
        must(get(of, name) instanceof List<?>, "\"" + name + "\" is no list");
        return (List<?>) get(of, name);
    }

    static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object whole() {
            Object value = value();
            must(next() == 0, "there is more behind the JSON");
            return value;
        }

        private char next() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private boolean take(char wanted) {
            boolean is = next() == wanted;
            at += is ? 1 : 0;
            return is;
        }

        private void expect(char wanted) {
            must(take(wanted), "JSON: " + wanted + " is missing at " + at);
        }

        private Object value() {
            return switch (next()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> word();
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            expect('{');
            if (take('}')) {
                return object;
            }
            do {
                must(next() == '"', "JSON: a name is missing at " + at);
                String name = string();
                expect(':');
                must(!object.containsKey(name), "JSON: \"" + name + "\" stands twice");
                object.put(name, value());
            } while (take(','));
            expect('}');
            return object;
        }

        private List<Object> array() {
            List<Object> array = new ArrayList<>();
            expect('[');
            if (take(']')) {
                return array;
            }
            do {
                array.add(value());
            } while (take(','));
            expect(']');
            return array;
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            at++;
            while (true) {
                must(at < text.length(), "JSON: a text does not end");
                char c = text.charAt(at++);
                if (c == '"') {
                    return string.toString();
                }
                string.append(c == '\\' ? escaped() : c);
            }
        }

        private char escaped() {
            must(at < text.length(), "JSON: a text does not end");
            char c = text.charAt(at++);
            int plain = "bfnrt\"\\/".indexOf(c);
            if (plain >= 0) {
                return "\b\f\n\r\t\"\\/".charAt(plain);
            }
            must(c == 'u' && at + 4 <= text.length(), "JSON: this can't be escaped at " + at);
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private Object word() {
            int begin = at;
            while (at < text.length() && "+-.eE".indexOf(text.charAt(at)) >= 0
                    || at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            String word = text.substring(begin, at);
            return switch (word) {
                case "null" -> null;
                case "true" -> true;
                case "false" -> false;
                default -> new BigDecimal(word);
            };
        }
    }
}
