package play.modules.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Script;
import play.host.ShellWords;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;

/** Which client of docker or podman is called on the host, and how it reaches its daemon. */
record DockerClient(
        @Doc("Where the daemon of docker listens; without, where the client of the host looks for it.")
        @Alias("docker_url")
        @Matches(value = "[a-z]+://\\S+", expected = "a URL such as unix:///var/run/docker.sock")
        Optional<String> dockerHost,

        @Doc("Path of the client; without, docker of the PATH, else podman.") @HostPath
        Optional<String> dockerCli,

        @Doc("Whether the connection to a docker_host is encrypted.") @Default("false")
        boolean tls,

        @Doc("Whether the daemon's certificate is verified.") @Alias("tls_verify") @Default("false")
        boolean validateCerts,

        @Doc("File with certificates of authorities that it is verified by.")
        @Alias({"ca_cert", "tls_ca_cert", "cacert_path"})
        @HostPath
        Optional<String> caPath,

        @Doc("File with the client's certificate.") @Alias({"tls_client_cert", "cert_path"}) @HostPath
        Optional<String> clientCert,

        @Doc("File with its key.") @Alias({"tls_client_key", "key_path"}) @HostPath
        Optional<String> clientKey,

        @Doc("Version of the daemon's interface.")
        @Alias("docker_api_version")
        @NoEffect("The client of the host agrees with its daemon. Leave it out.")
        @Default("auto")
        String apiVersion) {
    private static final Duration LONGEST = Duration.ofMinutes(60);

    /** What tells daemons apart. */
    String daemon() {
        return dockerHost.orElse(dockerCli.orElse("this host"));
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        dockerHost.ifPresent(url -> words.add("--host=" + url));
        if (tls || validateCerts) {
            words.add(validateCerts ? "--tlsverify" : "--tls");
        }
        caPath.ifPresent(file -> words.add("--tlscacert=" + file));
        clientCert.ifPresent(file -> words.add("--tlscert=" + file));
        clientKey.ifPresent(file -> words.add("--tlskey=" + file));
        return words;
    }

    /** Shell function {@code client} that calls it; {@code lacking} is run where there is none. */
    private String client(String lacking) {
        String program = dockerCli.map(ShellWords::quote).orElse("$(command -v docker || command -v podman)");
        return "program=" + program + "\n[ -n \"$program\" ] && command -v \"$program\" >/dev/null || { " + lacking
                + "; }\nclient() { \"$program\" " + ShellWords.join(words()) + " \"$@\"; }\n";
    }

    /** A question: shell that prints parts which NUL bytes end. */
    Script asking(String shell) {
        return Script.of(client("printf 'lacking\\0'; exit") + shell);
    }

    /** A change by calls of the client, one in a line, each with its words. */
    Script acting(List<List<String>> calls) {
        StringBuilder script = new StringBuilder("set -e\n");
        calls.forEach(words -> script.append(DockerAccess.call(words)));
        return doing(script.toString());
    }

    /** A change by shell that calls {@code client}. */
    Script doing(String shell) {
        return Script.of(client("echo " + ShellWords.quote(DockerThings.LACKING) + " >&2; exit 1") + shell)
                .within(LONGEST);
    }
}
