package play.modules.etcd;

import java.time.Duration;
import java.util.List;
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
import play.param.SecretText;

/** How etcdctl reaches a cluster: the parameter {@code client} of all modules of etcd. */
public record EtcdClient(
        @Doc("URLs of members, as clients see them.") @Matches(value = "https?://[^\\s,]+", expected = "a URL")
        List<String> endpoints,

        @Doc("The CA that signed the members' certificates, a path on the host.") @HostPath
        Optional<String> cacert,

        @Doc("Client certificate, a path on the host.") @HostPath
        Optional<String> cert,

        @Doc("Its private key, a path on the host.") @HostPath
        Optional<String> key,

        @Doc("The etcdctl program on the host.") @HostPath @Default("/usr/local/bin/etcdctl")
        String etcdctl,

        @Doc("User of etcd, where authentication is on and the certificate's CN is not to be the user.")
        Optional<String> user,

        @Doc("The user's password.") Optional<SecretText> password,
        @Doc("How long one call may take.") @Default("5s") Duration timeout)
        implements ServiceClient {

    /** Environment variables and flags of the same meaning exclude each other, so those of the host are taken away. */
    private static final String CLEAN =
            "for v in $(env | sed -n 's/^\\(ETCDCTL_[A-Z_]*\\)=.*/\\1/p'); do unset \"$v\"; done\n";

    /** The same way to these members alone, by URLs for clients. */
    EtcdClient to(List<String> urls) {
        return new EtcdClient(urls, cacert, cert, key, etcdctl, user, password, timeout);
    }

    /** The store that all hosts with these endpoints mean. */
    @Override
    public Realm.Service service() {
        return new Realm.Service("etcd " + endpoints.stream().sorted().collect(Collectors.joining(",")));
    }

    @Override
    public Script script(String body) {
        StringBuilder text = new StringBuilder(CLEAN);
        String program = ShellWords.quote(etcdctl);
        text.append("if ! [ -x ")
                .append(program)
                .append(" ]; then echo ")
                .append(program)
                .append("' is not there' >&2; exit 127; fi\n");
        text.append("ctl() { ").append(program).append(" \"$@\"; }\n");
        export(text, "ENDPOINTS", String.join(",", endpoints));
        export(text, "COMMAND_TIMEOUT", timeout.toMillis() + "ms");
        export(text, "DIAL_TIMEOUT", timeout.toMillis() + "ms");
        cacert.ifPresent(path -> export(text, "CACERT", path));
        cert.ifPresent(path -> export(text, "CERT", path));
        key.ifPresent(path -> export(text, "KEY", path));
        user.ifPresent(name -> export(text, "USER", name));
        password.ifPresent(secret -> export(text, "PASSWORD", secret.reveal()));
        return Script.of(text + body);
    }

    private static void export(StringBuilder text, String name, String value) {
        text.append("export ETCDCTL_")
                .append(name)
                .append('=')
                .append(ShellWords.quote(value))
                .append('\n');
    }

    @Override
    public String silence(ScriptResult result) {
        return "etcd at " + String.join(", ", endpoints) + " does not answer: " + words(result.err());
    }

    /** What etcdctl said last, without its JSON log lines. */
    static String words(String stderr) {
        List<String> lines = stderr.lines().filter(line -> !line.isBlank()).toList();
        List<String> plain =
                lines.stream().filter(line -> !line.startsWith("{")).toList();
        String cause = lines.stream()
                .filter(line -> line.startsWith("{") && line.contains("desc = "))
                .map(line -> line.replaceAll(".*desc = \\\\?\"?", "")
                        .replaceAll("[\\\\\"}]+$", "")
                        .replace("\\\"", ""))
                .reduce("", (first, last) -> last);
        return plain.isEmpty() ? cause : String.join("; ", plain) + (cause.isEmpty() ? "" : " (" + cause + ")");
    }
}
