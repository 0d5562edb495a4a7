package play.modules.ceph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.value.Bytes;
import play.value.Content;

/** The text of a keyring. */
final class Keyring {
    /** Base64 of 28 bytes: kind, moment, length, and 16 random bytes. */
    private static final String KEY = "AQ[A-Za-z0-9+/]{36}==";

    private Keyring() {}

    /** One entry; the key stays masked, or unknown where it is. */
    static Content of(String name, Content key, Map<String, String> caps) {
        List<Content.Part> parts = new ArrayList<>();
        parts.add(plain("[" + name + "]\n\tkey = "));
        parts.addAll(parts(key));
        StringBuilder rest = new StringBuilder("\n");
        new TreeMap<>(caps)
                .forEach((service, grant) -> rest.append("\tcaps ")
                        .append(service)
                        .append(" = \"")
                        .append(escaped(grant))
                        .append("\"\n"));
        parts.add(plain(rest.toString()));
        return new Content.Inline(parts);
    }

    /** A key from a variable that is not marked as secret is one all the same. */
    private static List<Content.Part> parts(Content key) {
        return key.bytes()
                .<List<Content.Part>>map(bytes ->
                        List.of(new Content.Part.Hidden(Bytes.of(bytes.utf8().strip()))))
                .orElseGet(() -> later(key));
    }

    private static List<Content.Part> later(Content key) {
        return key instanceof Content.Inline(List<Content.Part> parts)
                ? parts
                : List.of(new Content.Part.Later("the key is made during the run"));
    }

    private static Content.Part plain(String text) {
        return new Content.Part.Plain(Bytes.of(text));
    }

    private static String escaped(String grant) {
        return grant.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Why this is no key, without a word of what it is. */
    static Optional<String> refusal(Content key) {
        return key.bytes()
                .filter(bytes -> !bytes.utf8().strip().matches(KEY))
                .map(bytes -> "key is not a key of Ceph: `generated_secret` with `format: cephx` makes one");
    }
}
