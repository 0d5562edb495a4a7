package play.connection.transport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one host is reached. Equal specs share a connection. */
public sealed interface ConnectionSpec {
    /** The name of the host in the inventory: names it in messages, and keeps hosts at one address apart. */
    String host();

    /** How long to try, and when a silent host counts as lost. */
    Timing timing();

    /**
     * The machine {@code play} runs on, as the user it runs as.
     *
     * @param directory that programs start in; where it is not there, and by default, the one that {@code play} was
     *     started in
     */
    record Local(String host, Optional<Path> directory) implements ConnectionSpec {
        public Local(String host) {
            this(host, Optional.empty());
        }

        @Override
        public Timing timing() {
            return Timing.DEFAULT;
        }
    }

    /**
     * By the built-in SSH client as a configuration and options of {@code ssh} say, which are read when connecting; by
     * {@code ssh} where they ask for what the built-in client can't do.
     *
     * @param builtIn without that configuration
     * @param openSsh the same host, with the options
     * @param home of the user, where {@code ~} leads
     */
    record Configured(Ssh builtIn, OpenSsh openSsh, Path home) implements ConnectionSpec {
        @Override
        public String host() {
            return builtIn.host();
        }

        @Override
        public Timing timing() {
            return builtIn.timing();
        }
    }

    /**
     * By the built-in SSH client alone, whatever {@code ssh_config} says.
     *
     * @param address name or IP address, as {@code known_hosts} knows it
     */
    record Ssh(String host, String address, int port, Login login, HostKeys hostKeys, Timing timing)
            implements ConnectionSpec {}

    /**
     * By the user's own {@code ssh}, so that {@code ssh_config}, jump hosts, agents and Kerberos work as people have
     * them.
     *
     * @param destination what {@code ssh} is told to connect to: an address, or a name of {@code ssh_config}
     * @param port empty: as {@code ssh_config} has it
     * @param user empty: as {@code ssh_config} has it
     * @param arguments more options of {@code ssh}, before the destination
     * @param program {@code ssh}, or its path
     */
    record OpenSsh(
            String program,
            String host,
            String destination,
            Optional<Integer> port,
            Optional<String> user,
            List<String> arguments,
            HostKeys hostKeys,
            Timing timing)
            implements ConnectionSpec {
        public OpenSsh {
            arguments = List.copyOf(arguments);
        }

        /** All of its options that say where it leads. */
        public List<String> options() {
            List<String> words = new ArrayList<>();
            port.ifPresent(number -> words.addAll(List.of("-p", number.toString())));
            user.ifPresent(name -> words.addAll(List.of("-l", name)));
            words.addAll(arguments);
            return words;
        }
    }
}
