package play.modules.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Secret;

/**
 * What docker or podman has of a kind, by name, as {@code inspect} tells it.
 *
 * @param kind what the states are
 * @param access to the client
 */
record DockerThings<S extends HostState>(Kind<S> kind, DockerAccess access) implements StateFamily<S> {
    static final String LACKING = "the host has neither docker nor podman; install docker.io or podman";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Lists whose texts may hold secrets: an environment, and with what words podman was called. */
    private static final Set<String> HIDDEN = Set.of("Env", "CreateCommand");

    private static final String KINDS = "lacking, failed, absent or found";

    /** A kind without members prints nothing for them. */
    private static final String READ = """
        err=$(mktemp) || exit
        trap 'rm -f "$err"' EXIT
        for name do
          if told=$(client %1$s inspect "$name" 2>"$err"); then
            printf 'found\\0%%s\\0%%s\\0' "$told" "$(%2$s)"
          elif grep -qiE 'no such|not found|not known|unable to find' "$err"; then
            printf 'absent\\0'
          else
            printf 'failed\\0%%s\\0' "$(cat "$err")"
          fi
        done
        """;

    /**
     * @param name as diffs show it
     * @param noun of the client: volume
     * @param members shell that prints a line for each thing that uses {@code $name}
     */
    record Kind<S extends HostState>(
            String name, String noun, String members, Class<S> type, S absent, Reader<S> reader) {}

    /** Makes a state of what was told. */
    @FunctionalInterface
    interface Reader<S extends HostState> {
        S read(JsonNode inspected, List<String> members) throws UnknownStateException;
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public Class<S> type() {
        return kind.type();
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Place under() {
        return Place.NOWHERE;
    }

    @Override
    public Script read(List<StateKey<S>> keys) {
        return access.asking(
                "set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n"
                        + READ.formatted(kind.noun(), kind.members()));
    }

    @Override
    public Told<S> told(List<StateKey<S>> keys, ScriptResult result) throws UnknownStateException {
        Parts parts = Parts.of(result);
        return (index, id) -> switch (parts.next(KINDS)) {
            case "lacking" -> throw new UnknownStateException(LACKING);
            case "failed" ->
                throw new UnknownStateException(
                        "docker or podman cannot be asked: " + parts.next("why").strip());
            case "absent" -> kind.absent();
            case "found" -> found(parts.next("an object"), parts.next("its members"));
            case String other -> throw UnknownStateException.expected(KINDS, other);
        };
    }

    private S found(String json, String members) throws UnknownStateException {
        JsonNode one = first(json);
        return kind.reader()
                .read(one, members.lines().filter(line -> !line.isBlank()).toList());
    }

    private static JsonNode first(String json) throws UnknownStateException {
        try {
            JsonNode told = MAPPER.readTree(json);
            JsonNode one = told.isArray() ? told.path(0) : told;
            if (one.isObject()) {
                return one;
            }
        } catch (JsonProcessingException e) {
            throw UnknownStateException.expected("an object as JSON", json);
        }
        throw UnknownStateException.expected("an object as JSON", json);
    }

    /** A field by the name that docker gives it; podman has small letters for some. */
    static JsonNode field(JsonNode of, String docker, String podman) {
        return of.has(docker) ? of.path(docker) : of.path(podman);
    }

    /** A mapping of texts to texts, empty where there is none. */
    static Map<String, String> texts(JsonNode mapping) {
        Map<String, String> texts = new TreeMap<>();
        mapping.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** As playbooks have values. What an environment holds may be secret, whoever set it. */
    static Map<String, @Nullable Object> plain(JsonNode object) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            boolean hidden = HIDDEN.contains(entry.getKey()) && entry.getValue().isArray();
            plain.put(entry.getKey(), hidden ? secrets(entry.getValue()) : value(entry.getValue()));
        });
        return plain;
    }

    private static List<Object> secrets(JsonNode texts) {
        List<Object> secrets = new ArrayList<>();
        texts.forEach(text -> secrets.add(new Secret(text.asText())));
        return secrets;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            return plain(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return items;
        }
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        return node.isNumber()
                ? (Object) node.asDouble()
                : node.isBoolean() ? node.asBoolean() : node.isNull() ? null : node.asText();
    }

    /** Those of one name of one daemon are the same, whoever asks. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DockerThings<?> that
                && kind.name().equals(that.kind().name())
                && access.daemon().equals(that.access().daemon());
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind.name(), access.daemon());
    }
}
