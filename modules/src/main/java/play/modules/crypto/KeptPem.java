package play.modules.crypto;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateKey;
import play.host.UnknownStateException;

/**
 * What may be seen of a PEM file the controller keeps: the public block, and the hash of the private one, which never
 * leaves its file.
 *
 * @param block the certificate or public key, as a PEM file of its own; empty where there is none
 * @param keySha256 hash of the private key as a PEM file of its own, not encrypted; empty where there is none
 */
record KeptPem(String block, String keySha256) {
    /** Encrypted keys carry the hash of what they open to in a line of their own. */
    static final String KEY_HASH = "key-sha256: ";

    private static final String READ = """
        [ -d "${PLAY_STATE:?is not set}" ] || exit 0
        cd "$PLAY_STATE" || exit 1
        for id do
          f=pki/$id.pem
          [ -e "$f" ] || continue
          if [ ! -r "$f" ]; then printf 'unreadable %s\\n' "$id"; continue; fi
          printf 'file %s\\n' "$id"
          sum=$(sed -n 's/^key-sha256: //p' "$f")
          if [ -z "$sum" ] && grep -q 'BEGIN PRIVATE KEY' "$f"; then
            sum=$(sed -n '/^-----BEGIN PRIVATE KEY/,/^-----END/p' "$f" | sha256sum)
            sum=${sum%% *}
          fi
          printf 'key %s\\n' "$sum"
          sed -n '/^-----BEGIN \\(CERTIFICATE\\|PUBLIC KEY\\)/,/^-----END/p' "$f"
        done
        """;

    private static final Shape KEY = Shape.of(" ", "key sha256");

    /** One script for files {@code pki/ID.pem} below the controller's state folder. */
    static <S extends HostState> Script read(List<StateKey<S>> keys) {
        return Script.over(keys, READ);
    }

    /** What was found, by id; ids that are not there are left out, unreadable ones have no key and no block. */
    static Map<String, KeptPem> parse(ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the controller's directory of keys and certificates cannot be read");
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : result.lines()) {
            if (line.startsWith("file ") || line.startsWith("unreadable ")) {
                current = new ArrayList<>();
                sections.put(line.substring(line.indexOf(' ') + 1), current);
            } else if (sections.isEmpty()) {
                throw UnknownStateException.expected("'file ID' or 'unreadable ID'", line);
            } else if (!line.isBlank()) {
                current.add(line);
            }
        }
        Map<String, KeptPem> kept = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> section : sections.entrySet()) {
            kept.put(section.getKey(), of(section.getValue()));
        }
        return kept;
    }

    private static KeptPem of(List<String> lines) throws UnknownStateException {
        String sum =
                lines.isEmpty() ? "" : KEY.read(lines.getFirst()).text("sha256").strip();
        String block = lines.stream().skip(1).map(line -> line + "\n").collect(Collectors.joining());
        return new KeptPem(block, sum);
    }
}
