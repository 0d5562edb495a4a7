package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.host.Base64Text;
import play.host.HostState;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * A Secret, told by the digests of what it holds.
 *
 * @param digests SHA-256 by key, 64 lower-case hex digits
 */
record SecretDigests(boolean present, String type, Map<String, Foreseen<String>> digests) implements HostState {
    static final SecretDigests ABSENT = new SecretDigests(false, "", Map.of());

    SecretDigests {
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }

    /** Reads it, by name, in the client's namespace. */
    record Family(KubeClient client) implements KubeStates<SecretDigests> {
        @Override
        public String name() {
            return "Secret";
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Class<SecretDigests> type() {
            return SecretDigests.class;
        }

        @Override
        public List<List<String>> calls(String id) {
            return List.of(List.of("get", "secret", id, "-o", "json", "--ignore-not-found"));
        }

        @Override
        public SecretDigests state(String id, List<Sections.Answer> answers) throws UnknownStateException {
            Optional<JsonNode> secret = KubeStates.object(answers.getFirst());
            return secret.isEmpty() ? ABSENT : digests(secret.get());
        }

        private static SecretDigests digests(JsonNode secret) throws UnknownStateException {
            Map<String, Foreseen<String>> digests = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : secret.path("data").properties()) {
                digests.put(
                        entry.getKey(),
                        new Foreseen.Exactly<>(
                                Base64Text.decoded(entry.getValue().asText()).sha256()));
            }
            return new SecretDigests(true, secret.path("type").asText(), digests);
        }
    }
}
