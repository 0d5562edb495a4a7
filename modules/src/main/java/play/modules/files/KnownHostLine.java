package play.modules.files;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import play.value.Bytes;

/**
 * A line of a {@code known_hosts} file.
 *
 * @param marker {@code @cert-authority} or {@code @revoked}; most have none
 * @param hosts names and patterns with commas between them, or one name hashed
 * @param type such as {@code ssh-ed25519}
 * @param key in base64
 */
record KnownHostLine(Optional<String> marker, String hosts, String type, String key) {
    private static final String HASHED = "|1|";

    /** What a line says; nothing where it is a comment, or no key. */
    static Optional<KnownHostLine> read(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        int first = words.getFirst().startsWith("@") ? 1 : 0;
        if (words.getFirst().startsWith("#") || words.size() < first + 3) {
            return Optional.empty();
        }
        return Optional.of(new KnownHostLine(
                first == 1 ? Optional.of(words.getFirst()) : Optional.empty(),
                words.get(first),
                words.get(first + 1),
                words.get(first + 2)));
    }

    /** Whether it is about a host, as {@code ssh-keygen -F} finds it. */
    boolean names(String host) {
        return hosts.startsWith(HASHED)
                ? isHashOf(host)
                : Arrays.stream(hosts.split(","))
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(host));
    }

    private boolean isHashOf(String host) {
        String[] parts = hosts.substring(HASHED.length()).split("\\|", 2);
        try {
            return parts.length == 2
                    && hash(Base64.getDecoder().decode(parts[0]), host).equals(parts[1]);
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    /**
     * The same with its host hashed. The salt is drawn from host and key, so that the same task always writes the same
     * line.
     */
    KnownHostLine hashed(String host) {
        byte[] salt = Arrays.copyOf(
                java.util.HexFormat.of()
                        .parseHex(Bytes.of(host + "\0" + type + "\0" + key).sha256()),
                20);
        return new KnownHostLine(
                marker, HASHED + Base64.getEncoder().encodeToString(salt) + "|" + hash(salt, host), type, key);
    }

    /** What of this line stays where the name of a host is not to be read in it: other names, if it has any. */
    Optional<String> withoutPlain(String host, String line) {
        if (hosts.startsWith(HASHED)) {
            return Optional.of(line);
        }
        String others = Arrays.stream(hosts.split(","))
                .filter(name -> !name.toLowerCase(Locale.ROOT).equals(host))
                .collect(Collectors.joining(","));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(line.replaceFirst(Pattern.quote(hosts), Matcher.quoteReplacement(others)));
    }

    private static String hash(byte[] salt, String host) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(Bytes.of(host).toArray()));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException("each Java has HMAC-SHA-1", e);
        }
    }

    /** Whether both say the same of a host that they name. */
    boolean says(KnownHostLine other) {
        return marker.equals(other.marker) && type.equals(other.type) && key.equals(other.key);
    }

    /** Whether one of the two can only be there instead of the other. */
    boolean replaces(KnownHostLine other) {
        return marker.isEmpty() && other.marker.isEmpty() && type.equals(other.type);
    }
}
