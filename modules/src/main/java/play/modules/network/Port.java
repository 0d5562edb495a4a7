package play.modules.network;

import java.util.List;
import java.util.stream.Collectors;
import play.host.HostState;

/** Whether a TCP port takes connections. */
sealed interface Port extends HostState {
    /**
     * It does.
     *
     * @param said what the server said of itself within the time given, at most 4096 bytes; only when asked for
     */
    record Open(String said) implements Port {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * It does not.
     *
     * @param listening the ports that something on the asking host listens on
     */
    record Closed(List<Integer> listening) implements Port {
        public Closed {
            listening = List.copyOf(listening);
        }

        @Override
        public boolean present() {
            return false;
        }

        String listed() {
            return listening.isEmpty()
                    ? "none"
                    : listening.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
    }
}
