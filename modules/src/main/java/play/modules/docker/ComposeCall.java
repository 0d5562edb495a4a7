package play.modules.docker;

import java.util.List;
import play.host.Parts;
import play.host.Script;
import play.host.ShellWords;
import play.host.UnknownStateException;
import play.value.Bytes;

/** How the plugin compose of docker is called for a project. */
record ComposeCall(ComposeSource source, DockerClient client) {
    private static final String PODMAN = "docker is podman there, and what podman calls compose is another program with"
            + " other words; use docker_container, or install docker";

    private static final String LACKING = "docker of the host has no plugin compose; install the package that brings it"
            + " (docker-compose-plugin, docker-compose-v2, or docker-compose of Debian 13)";

    /** {@code refuse} is what becomes of a host where it can't be called. */
    private String functions() {
        return "case $(client --version 2>/dev/null) in *[Pp]odman*) refuse " + ShellWords.quote(PODMAN) + " ;; esac\n"
                + "client compose version >/dev/null 2>&1 || refuse " + ShellWords.quote(LACKING) + "\n"
                + source.entering()
                + "definition=$(cat)\n"
                + "compose() { printf '%s' \"$definition\" | client compose --ansi never --progress plain "
                + ShellWords.join(source.words()) + " \"$@\"; }\n";
    }

    /** Compose looks for builders even where it builds nothing, and makes a directory for what it finds. */
    private static final String SCRATCH = """
        scratch=$(mktemp -d) || exit
        trap 'rm -rf "$scratch"' EXIT
        export BUILDX_CONFIG="$scratch"
        """;

    /** A question: shell that prints parts which NUL bytes end; {@code $scratch} is a directory that goes again. */
    Script asking(String shell) {
        return client.asking("refuse() { printf 'refused\\0%s\\0' \"$1\"; exit; }\n" + SCRATCH + functions() + shell)
                .withStdin(Bytes.of(source.stdin()));
    }

    /**
     * The first word of an answer to what was asked, where compose can be called.
     *
     * @param expected what else it may be
     */
    static String answer(Parts parts, String expected) throws UnknownStateException {
        return switch (parts.next("lacking, refused, " + expected)) {
            case "lacking" -> throw new UnknownStateException("the host has no docker; install docker.io");
            case "refused" -> throw new UnknownStateException(parts.next("why"));
            case String word -> word;
        };
    }

    /** A change by calls, one after the other. */
    Script acting(List<List<String>> calls) {
        StringBuilder script =
                new StringBuilder("refuse() { printf '%s\\n' \"$1\" >&2; exit 1; }\n").append(functions());
        calls.forEach(words ->
                script.append("compose ").append(ShellWords.join(words)).append(" || exit\n"));
        return client.doing(script.toString()).withStdin(Bytes.of(source.stdin()));
    }

    /** Says which project, never what is in it: that may be secret. */
    @Override
    public String toString() {
        return "compose of " + source.described();
    }
}
