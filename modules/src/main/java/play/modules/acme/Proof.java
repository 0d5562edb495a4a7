package play.modules.acme;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the owner of a name has to show for a challenge (RFC 8555, section 8; RFC 8737). */
record Proof(String identifier, String type, String token, String thumbprint) {
    static final String DNS = "dns-01";

    static Proof of(String identifier, JsonNode challenge, String thumbprint) {
        return new Proof(
                identifier,
                challenge.path("type").asText(),
                challenge.path("token").asText(),
                thumbprint);
    }

    private String authorization() {
        return token + "." + thumbprint;
    }

    /** Where it is to be shown and what, by Ansible's names; nothing for a kind of challenge that nobody knows. */
    Optional<Map<String, @Nullable Object>> shown() {
        return switch (type) {
            case "http-01" ->
                Optional.of(
                        fields("resource", ".well-known/acme-challenge/" + token, "resource_value", authorization()));
            case DNS ->
                Optional.of(fields(
                        "resource",
                        "_acme-challenge",
                        "resource_value",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(digest()),
                        "record",
                        record()));
            case "tls-alpn-01" ->
                Optional.of(fields(
                        "resource", "dns:" + identifier,
                        "resource_original", "dns:" + identifier,
                        "resource_value", Base64.getEncoder().encodeToString(digest())));
            default -> Optional.empty();
        };
    }

    /** The name of a record of DNS; a wildcard is proved at the name it stands below. */
    String record() {
        return "_acme-challenge." + identifier.replaceFirst("^[*][.]", "");
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(authorization().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static Map<String, @Nullable Object> fields(String... words) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        List<String> each = List.of(words);
        for (int i = 0; i < each.size(); i += 2) {
            all.put(each.get(i), each.get(i + 1));
        }
        return all;
    }
}
