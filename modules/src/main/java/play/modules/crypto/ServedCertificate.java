package play.modules.crypto;

import java.util.List;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;

/**
 * What a server shows as its certificate, and what the file holds that it reads.
 *
 * @param served SHA-256 and end of its life, in words of openssl; empty where nobody answers by TLS
 * @param stored likewise; empty where the file holds no certificate
 */
record ServedCertificate(String served, String stored) implements HostState {
    @Override
    public boolean present() {
        return !served.isEmpty();
    }

    /** Asks by openssl; key: address, port and path of the file, with blanks between. */
    record Family() implements StateFamily<ServedCertificate> {
        /** A server that wants a certificate of its client shows its own first. */
        private static final String READ = """
            command -v openssl >/dev/null || { echo "openssl is not on the host" >&2; exit 1; }
            told() { openssl x509 -noout -fingerprint -sha256 -enddate 2>/dev/null | tr '\\n' ' '; }
            look() {
              case "$1" in *:*) at="[$1]:$2";; *) at="$1:$2";; esac
              timeout 5 openssl s_client -connect "$at" </dev/null 2>/dev/null | told; echo
              [ ! -r "$3" ] || told <"$3"; echo
            }
            """;

        static StateKey<ServedCertificate> at(CertgenServedModule.Server server) {
            return new Family().key(server.address() + " " + server.port() + " " + server.path());
        }

        @Override
        public String name() {
            return "served certificate";
        }

        @Override
        public Class<ServedCertificate> type() {
            return ServedCertificate.class;
        }

        @Override
        public Script read(List<StateKey<ServedCertificate>> keys) {
            StringBuilder script = new StringBuilder(READ);
            keys.forEach(key -> script.append("look ")
                    .append(ShellWords.join(List.of(key.id().split(" ", 3))))
                    .append('\n'));
            return Script.of(script.toString());
        }

        @Override
        public Told<ServedCertificate> told(List<StateKey<ServedCertificate>> keys, ScriptResult result) {
            List<String> lines = result.lines();
            return (index, id) -> {
                if (lines.size() < 2 * index + 2) {
                    throw result.unknown("served certificates are unknown");
                }
                return new ServedCertificate(
                        lines.get(2 * index).strip(), lines.get(2 * index + 1).strip());
            };
        }
    }
}
