package play.modules.files;

import java.time.Duration;
import java.util.List;
import play.host.FileScript;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;

/**
 * Has a host fetch a file itself, with curl or wget: beside its place, verified, and only then renamed.
 *
 * @param fetch what only curl can do
 */
record FetchScript(Download wanted, HostFetch fetch) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Headers go in by a builtin and a pipe, so that no list of processes shows them. */
    static final String FETCH = """
        fetch() {
          if command -v curl >/dev/null; then
            printf '%s' "$config" | curl -q -fsSL $insecure --connect-timeout "$limit" -o - -K - -- "$url"
          elif [ -z "$config" ] && command -v wget >/dev/null; then
            wget -q ${insecure:+--no-check-certificate} -T "$limit" -O - -- "$url"
          elif [ -n "$config" ]; then
            echo 'the host has no curl, which headers, passwords and certificates need; install it' >&2; return 1
          else
            echo 'the host has neither curl nor wget to fetch with; install one' >&2; return 1
          fi
        }
        """;

    /** The action in place of writing the file. */
    Action writing(Action.WriteFile write) {
        StringBuilder script = new StringBuilder(FileScript.enter(write.path()));
        script.append("url=").append(ShellWords.quote(wanted.url()));
        script.append("\nlimit=").append(Math.max(1, wanted.timeout().toSeconds()));
        script.append("\ninsecure=").append(wanted.validates() ? "" : "-k");
        script.append("\nconfig=")
                .append(ShellWords.quote(config()))
                .append('\n')
                .append(FETCH);
        String attributes = FileScript.attributes(write.after().attributes());
        String place = write.replacing().unsafeWrites() ? FileScript.inPlace(attributes) : "";
        script.append(FileScript.write(
                write.after().attributes(),
                "fetch",
                wanted.checksum().map(FetchScript::verification).orElse("") + place));
        return new Action.Run(
                "fetch " + wanted.url(), Script.of(script.toString()).within(LONGEST), List.copyOf(write.effects()));
    }

    private String config() {
        StringBuilder config = new StringBuilder(fetch.config(wanted.headers().containsKey("Authorization")));
        wanted.headers()
                .forEach((name, value) -> config.append("header = \"")
                        .append(quoted(name + ": " + value.reveal()))
                        .append("\"\n"));
        return config.toString();
    }

    /** Within quotes of a curl configuration, where a line feed would begin an option of its own. */
    static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String verification(Checksum sum) {
        return "s=$(play_digest " + sum.word() + " \"$f\")\n[ \"$s\" = " + sum.hex() + " ] || { echo \"$url "
                + sum.otherwise("$s") + "; the file is discarded\" >&2; exit 1; }\n";
    }
}
