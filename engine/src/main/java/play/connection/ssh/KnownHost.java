package play.connection.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of a {@code known_hosts} file.
 *
 * @param patterns names, wildcards, negations, or one hash of a name
 * @param type the type of the key, such as {@code ssh-ed25519}
 * @param key the key in base64
 */
record KnownHost(Marker marker, List<String> patterns, String type, String key) {
    enum Marker {
        /** The key of the host. */
        HOST,
        /** A key that signs certificates of hosts. */
        AUTHORITY,
        /** A key never to be accepted again. */
        REVOKED
    }

    private static final String HASHED = "|1|";

    /** Reads a line; comments, blank and broken lines are none. */
    static Optional<KnownHost> parse(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        Marker marker = Marker.HOST;
        if (text.startsWith("@")) {
            String[] parts = text.split("\\s+", 2);
            if (parts.length < 2 || markerOf(parts[0]).isEmpty()) {
                return Optional.empty();
            }
            marker = markerOf(parts[0]).get();
            text = parts[1];
        }
        String[] fields = text.split("\\s+");
        return fields.length < 3
                ? Optional.empty()
                : Optional.of(new KnownHost(marker, List.of(fields[0].split(",")), fields[1], fields[2]));
    }

    private static Optional<Marker> markerOf(String word) {
        return switch (word) {
            case "@cert-authority" -> Optional.of(Marker.AUTHORITY);
            case "@revoked" -> Optional.of(Marker.REVOKED);
            default -> Optional.empty();
        };
    }

    /**
     * Whether the line speaks of a host.
     *
     * @param name as {@link KnownHosts#name} writes it
     */
    boolean matches(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean negated = patterns.stream().anyMatch(p -> p.startsWith("!") && matches(p.substring(1), lower));
        return !negated && patterns.stream().anyMatch(p -> !p.startsWith("!") && matches(p, lower));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.startsWith(HASHED)
                ? hashMatches(pattern, name)
                : glob(pattern.toLowerCase(Locale.ROOT)).matcher(name).matches();
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.chars().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString());
    }

    private static boolean hashMatches(String pattern, String name) {
        String[] parts = pattern.substring(HASHED.length()).split("\\|");
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
