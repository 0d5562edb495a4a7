package play.modules.network;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * Reads {@link Port} by connecting from the host, with whatever is there: bash, nc or curl; for the host's own ports
 * its list of listening sockets will do.
 *
 * @param limit for one connection
 * @param listen whether what the server says is read too
 */
record Ports(Duration limit, boolean listen) implements StateFamily<Port> {
    private static final String READ = """
        with_bash() {
          timeout "$limit" bash -c '
            exec 3<>"/dev/tcp/$0/$1" || exit 1
            echo open; if [ "$2" = true ]; then exec cat <&3; fi' "$1" "$2" "$listen" 2>/dev/null
        }
        with_nc() {
          if [ "$listen" = true ]; then
            echo open; nc -w "$limit" "$1" "$2" </dev/null 2>/dev/null
          fi
        }
        with_curl() {
          # it stays on a port that is open until its time is over, so it gets little at first
          for seconds in 1 "$limit"; do
            case "$(curl -q -s -o /dev/null -m "$seconds" -w '%{time_connect}' "telnet://$1:$2" </dev/null)" in
              *[1-9]*) echo open; return;;
            esac
          done
        }
        own() {
          case "$1" in
            localhost|127.*|::1) awk '$4 == "0A" { print $2 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null |
              grep -qi ":$(printf %04X "$2")$" && echo open;;
            *) echo untold;;
          esac
        }
        port() {
          printf 'port '
          if command -v bash >/dev/null && command -v timeout >/dev/null; then with_bash "$1" "$2"
          elif command -v nc >/dev/null; then
            if nc -z -w "$limit" "$1" "$2" 2>/dev/null; then
              if [ "$listen" = true ]; then with_nc "$1" "$2"; else echo open; fi
            fi
          elif [ "$listen" = false ] && command -v curl >/dev/null; then with_curl "$1" "$2"
          elif [ "$listen" = false ]; then own "$1" "$2"
          else echo untold
          fi | head -c 4096 | base64 | tr -d '\\n'
          echo
        }
        """;

    private static final String LISTENING =
            "printf 'listening'; awk '$4 == \"0A\" { printf \" %s\", $2 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null;"
                    + " echo\n";

    /** The key of a port; the name may be an address or a host name. */
    StateKey<Port> at(String host, int port) {
        return key(host + " " + port);
    }

    @Override
    public String name() {
        return "port";
    }

    @Override
    public Class<Port> type() {
        return Port.class;
    }

    @Override
    public Script read(List<StateKey<Port>> keys) {
        StringBuilder script =
                new StringBuilder("limit=" + Math.max(1, limit.toSeconds()) + "; listen=" + listen + "\n");
        script.append(READ);
        for (StateKey<Port> key : keys) {
            String[] place = key.id().split(" ");
            script.append("port ")
                    .append(ShellWords.quote(place[0]))
                    .append(' ')
                    .append(place[1])
                    .append('\n');
        }
        return Script.of(script + LISTENING).within(Script.PROMPT.plus(limit.multipliedBy(keys.size())));
    }

    @Override
    public Map<StateKey<Port>, Observed<Port>> parse(List<StateKey<Port>> keys, ScriptResult result) {
        List<String> said = new ArrayList<>();
        List<Integer> listening = List.of();
        for (String line : result.out().lines().toList()) {
            if (line.startsWith("port ")) {
                said.add(new String(Base64.getDecoder().decode(line.substring(5).strip()), StandardCharsets.UTF_8));
            } else if (line.startsWith("listening")) {
                listening = ports(line.substring(9).strip());
            }
        }
        Map<StateKey<Port>, Observed<Port>> states = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            states.put(
                    keys.get(i),
                    i < said.size()
                            ? state(said.get(i), listening)
                            : untold(keys.get(i), result.err().strip()));
        }
        return states;
    }

    private static Observed<Port> state(String said, List<Integer> listening) {
        if (said.equals("untold\n")) {
            return new Observed.Unknown<>("the host has no tool to test a port with; install bash, nc or curl");
        }
        return Observed.read(said.startsWith("open\n") ? new Port.Open(said.substring(5)) : new Port.Closed(listening));
    }

    private static Observed<Port> untold(StateKey<Port> key, String errors) {
        return new Observed.Unknown<>("port " + key.id() + " could not be tested: " + errors);
    }

    /** From the kernel's list: {@code 0100007F:0016}. */
    private static List<Integer> ports(String sockets) {
        TreeSet<Integer> ports = new TreeSet<>();
        for (String socket : sockets.split(" ")) {
            if (socket.contains(":")) {
                ports.add(Integer.parseInt(socket.substring(socket.lastIndexOf(':') + 1), 16));
            }
        }
        return List.copyOf(ports);
    }
}
