package play.modules.crypto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;

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

    /** One script for files {@code pki/ID.pem} below the controller's state folder. */
    static Script read(List<String> ids) {
        return Script.of("set -- " + ShellWords.join(ids) + "\n" + READ);
    }

    /** What was found, by id; ids that are not there are left out, unreadable ones have no key and no block. */
    static Map<String, KeptPem> parse(ScriptResult result) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = List.of();
        for (String line : result.out().lines().toList()) {
            if (line.startsWith("file ") || line.startsWith("unreadable ")) {
                current = new java.util.ArrayList<>();
                sections.put(line.substring(line.indexOf(' ') + 1), current);
            } else if (!line.isBlank()) {
                current.add(line);
            }
        }
        return sections.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> of(entry.getValue())));
    }

    private static KeptPem of(List<String> lines) {
        String sum = lines.isEmpty()
                ? ""
                : lines.getFirst().substring("key ".length()).strip();
        String block = lines.stream().skip(1).map(line -> line + "\n").collect(Collectors.joining());
        return new KeptPem(block, sum);
    }
}
