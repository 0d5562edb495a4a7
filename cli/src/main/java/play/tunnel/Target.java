package play.tunnel;

import java.util.Optional;
import play.connection.transport.Endpoint;
import play.source.Span;

/** The far end of a tunnel, as it was asked for. */
public sealed interface Target {
    /** Where it was asked for. */
    Span span();

    /** {@code ADDRESS:PORT}: what the host reaches by this address. */
    record Address(Endpoint endpoint, Span span) implements Target {
        @Override
        public String toString() {
            return endpoint.toString();
        }
    }

    /**
     * {@code NAMESPACE/NAME[:PORT]}: a service of Kubernetes.
     *
     * @param port its number or name; empty where the service has only one
     */
    record Service(String namespace, String name, Optional<String> port, Span span) implements Target {
        /** {@code NAMESPACE/NAME}. */
        String fullName() {
            return namespace + "/" + name;
        }

        @Override
        public String toString() {
            return fullName() + port.map(given -> ":" + given).orElse("");
        }
    }
}
