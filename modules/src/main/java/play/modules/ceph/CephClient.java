package play.modules.ceph;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.modules.clients.ServiceClient;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** How the ceph program reaches a cluster: the parameter {@code client} of modules that ask or change it. */
public record CephClient(
        @Doc("Id of the cluster. A configuration of another cluster is refused.")
        @Matches(value = CephNames.FSID, expected = CephNames.FSID_EXPECTED)
        String fsid,

        @Doc("Who asks.")
        @Matches(value = CephNames.ENTITY, expected = CephNames.ENTITY_EXPECTED)
        @Default("client.admin")
        String user,

        @Doc("The user's keyring, a path on the host; if not given, where ceph looks for it.") @HostPath
        Optional<String> keyring,

        @Doc("The configuration, a path on the host.") @HostPath @Default("/etc/ceph/ceph.conf")
        String conf,

        @Doc("How long to look for a monitor in quorum.") @Default("5s")
        Duration timeout)
        implements ServiceClient {

    /** For commands once connected, which a cluster without quorum would leave waiting. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** {@code ask} prints an answer as one line: ceph begins some with an empty one. */
    private static final String PRELUDE = """
        unset CEPH_ARGS CEPH_CONF CEPH_KEYRING
        if ! command -v ceph >/dev/null; then
          echo 'the program ceph is not there (package ceph-common)' >&2; exit 127
        fi
        fsid=$(ceph-conf -c %1$s --lookup fsid 2>/dev/null)
        if [ "$fsid" != %2$s ]; then echo %1$s" is not of cluster "%2$s", but of ${fsid:-none}" >&2; exit 1; fi
        ctl() { ceph -c %1$s --connect-timeout %3$d -n %4$s "$@"; }
        ask() { out=$(ctl "$@" -f json) || return; printf '%%s' "$out" | tr -d '\\n'; echo; }
        """;

    /** The cluster that all hosts with this id mean. */
    @Override
    public Realm.Service service() {
        return new Realm.Service("ceph " + fsid);
    }

    /** {@code ask} in it prints the JSON of an answer as one line. */
    @Override
    public Script script(String body) {
        String words = ShellWords.quote(user)
                + keyring.map(path -> " --keyring " + ShellWords.quote(path)).orElse("");
        String prelude = PRELUDE.formatted(ShellWords.quote(conf), fsid, Math.max(1, timeout.toSeconds()), words);
        return Script.of(prelude + body).within(timeout.plus(ANSWER));
    }

    @Override
    public String silence(ScriptResult result) {
        String words = words(result);
        return "ceph " + fsid + " does not answer: "
                + (words.equals("timed out") ? "no quorum of monitors within " + timeout.toSeconds() + " s" : words);
    }

    /** What ceph said, without its log lines. */
    static String words(ScriptResult result) {
        return result.err()
                .lines()
                .filter(line -> !line.isBlank() && !line.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*"))
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
