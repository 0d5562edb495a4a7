package play.modules.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import play.host.Base64Text;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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
          case "$1" in *:*) at="[$1]:$2";; *) at="$1:$2";; esac
          # it stays on a port that is open until its time is over, so it gets little at first
          for seconds in 1 "$limit"; do
            case "$(curl -q -s -o /dev/null -m "$seconds" -w '%{time_connect}' "telnet://$at" </dev/null)" in
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
    public Place under() {
        return Place.NOWHERE;
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
    public Told<Port> told(List<StateKey<Port>> keys, ScriptResult result) throws UnknownStateException {
        List<String> said = new ArrayList<>();
        List<Integer> listening = new ArrayList<>();
        for (String line : result.lines()) {
            if (line.startsWith("port ")) {
                said.add(line.substring(5).strip());
            } else if (line.startsWith("listening")) {
                listening.addAll(ports(line.substring(9).strip()));
            } else {
                throw UnknownStateException.expected("'port ' or 'listening'", line);
            }
        }
        return (index, id) -> {
            if (index >= said.size()) {
                throw result.unknown("port " + id + " could not be tested");
            }
            return state(Base64Text.decoded(said.get(index)).utf8(), listening);
        };
    }

    private static Port state(String said, List<Integer> listening) throws UnknownStateException {
        if (said.equals("untold\n")) {
            throw new UnknownStateException("the host has no tool to test a port with; install bash, nc or curl");
        }
        return said.startsWith("open\n") ? new Port.Open(said.substring(5)) : new Port.Closed(listening);
    }

    /** From the kernel's list: {@code 0100007F:0016}. */
    private static List<Integer> ports(String sockets) throws UnknownStateException {
        TreeSet<Integer> ports = new TreeSet<>();
        for (String socket : sockets.isEmpty() ? new String[0] : sockets.split(" ")) {
            if (!socket.matches("[0-9A-Fa-f]+:[0-9A-Fa-f]{4}")) {
                throw UnknownStateException.expected("a socket as /proc/net/tcp has it", socket);
            }
            ports.add(Integer.parseInt(socket.substring(socket.lastIndexOf(':') + 1), 16));
        }
        return List.copyOf(ports);
    }
}
