package play.tunnel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import play.connection.transport.Endpoint;
import play.diag.Diagnostic;
import play.diag.Suggestions;

/** The services of a cluster. */
final class Services {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_NAMED = 20;

    private final List<JsonNode> all;

    private Services(List<JsonNode> all) {
        this.all = all;
    }

    /** Of a list as kubectl prints it by {@code --output=json}; nothing where it is none. */
    static Optional<Services> parse(String json) {
        try {
            JsonNode items = MAPPER.readTree(json).path("items");
            List<JsonNode> services = new ArrayList<>();
            items.forEach(services::add);
            return items.isArray() ? Optional.of(new Services(services)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private record Port(String name, int number) {
        boolean isCalled(String word) {
            return word.equals(name) || word.equals(Integer.toString(number));
        }

        String shown() {
            return name.isEmpty() ? Integer.toString(number) : name + " (" + number + ")";
        }
    }

    /** The address and port by which every node reaches the service. */
    Endpoint find(Target.Service wanted) throws TunnelException {
        JsonNode service = all.stream()
                .filter(one -> fullName(one).equals(wanted.fullName()))
                .findFirst()
                .orElseThrow(() -> unknown(wanted));
        String address = service.path("spec").path("clusterIP").asText();
        if (address.isEmpty() || address.equals("None")) {
            throw new TunnelException(Diagnostic.error(
                    "service-address",
                    "Service has no address",
                    "'" + wanted.fullName() + "' has no address of its own (" + kind(service)
                            + "). Name one of its endpoints as ADDRESS:PORT;" + " 'kubectl -n " + wanted.namespace()
                            + " get endpointslices' lists them.",
                    wanted.span()));
        }
        return new Endpoint(address, port(wanted, ports(service)).number());
    }

    private static String fullName(JsonNode service) {
        JsonNode metadata = service.path("metadata");
        return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    }

    private static String kind(JsonNode service) {
        String type = service.path("spec").path("type").asText();
        return type.equals("ExternalName") ? "type ExternalName" : "clusterIP None";
    }

    private TunnelException unknown(Target.Service wanted) {
        List<String> names = all.stream().map(Services::fullName).sorted().toList();
        Optional<String> elsewhere = names.stream()
                .filter(name -> name.endsWith("/" + wanted.name()))
                .findFirst();
        String hint = elsewhere
                .map(name -> " Did you mean '" + name + "'?")
                .orElseGet(() -> Suggestions.hint(wanted.fullName(), names));
        String listed = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return new TunnelException(Diagnostic.error(
                "unknown-service",
                "Unknown service",
                "The cluster has no service '" + wanted.fullName() + "'."
                        + (hint.isEmpty()
                                ? " It has " + listed
                                        + (names.size() > MOST_NAMED
                                                ? " and " + (names.size() - MOST_NAMED) + " more."
                                                : ".")
                                : hint),
                wanted.span()));
    }

    /** Those by TCP: SSH forwards nothing else. */
    private static List<Port> ports(JsonNode service) {
        return StreamSupport.stream(service.path("spec").path("ports").spliterator(), false)
                .filter(port -> port.path("protocol").asText("TCP").equals("TCP"))
                .map(port ->
                        new Port(port.path("name").asText(), port.path("port").asInt()))
                .toList();
    }

    private static Port port(Target.Service wanted, List<Port> ports) throws TunnelException {
        if (wanted.port().isEmpty() && ports.size() == 1) {
            return ports.getFirst();
        }
        if (wanted.port().isPresent()) {
            String word = wanted.port().get();
            Optional<Port> called =
                    ports.stream().filter(port -> port.isCalled(word)).findFirst();
            if (called.isPresent()) {
                return called.get();
            }
        }
        String has = ports.stream().map(Port::shown).collect(Collectors.joining(", "));
        String detail = ports.isEmpty()
                ? "has no port by TCP, and SSH forwards nothing else."
                : "has the ports " + has + ": name one of them after a colon.";
        throw new TunnelException(Diagnostic.error(
                "service-port", "Invalid service port", "'" + wanted.fullName() + "' " + detail, wanted.span()));
    }
}
