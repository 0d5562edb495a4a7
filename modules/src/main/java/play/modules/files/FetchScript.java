package play.modules.files;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.FileScript;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.param.SecretText;

/** Has a host fetch a file itself, with curl or wget: beside its place, verified, and only then renamed. */
record FetchScript(String url, Optional<String> sha256, Map<String, SecretText> headers, Duration timeout) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Headers go in by a builtin and a pipe, so that no list of processes shows them. */
    private static final String FETCH = """
        fetch() {
          if command -v curl >/dev/null; then
            printf '%s' "$config" | curl -q -fsSL --connect-timeout "$limit" -o - -K - -- "$url"
          elif [ -z "$config" ] && command -v wget >/dev/null; then
            wget -q -T "$limit" -O - -- "$url"
          elif [ -n "$config" ]; then
            echo 'the host has no curl, which headers and passwords need; install it' >&2; return 1
          else
            echo 'the host has neither curl nor wget to fetch with; install one' >&2; return 1
          fi
        }
        """;

    /** The action in place of writing the file. */
    Action writing(Action.WriteFile write) {
        StringBuilder script = new StringBuilder(FileScript.enter(write.path()));
        script.append("url=").append(ShellWords.quote(url));
        script.append("\nlimit=").append(Math.max(1, timeout.toSeconds()));
        script.append("\nconfig=")
                .append(ShellWords.quote(config()))
                .append('\n')
                .append(FETCH);
        String attributes = FileScript.attributes(write.after().attributes());
        String place = write.replacing().unsafeWrites() ? FileScript.inPlace(attributes) : "";
        script.append(FileScript.write(
                write.after().attributes(),
                "fetch",
                sha256.map(FetchScript::verification).orElse("") + place));
        return new Action.Run(
                "fetch " + url, Script.of(script.toString()).within(LONGEST), List.copyOf(write.effects()));
    }

    private String config() {
        StringBuilder config = new StringBuilder();
        headers.forEach((name, value) -> config.append("header = \"")
                .append(quoted(name + ": " + value.reveal()))
                .append("\"\n"));
        return config.toString();
    }

    /** Within quotes of a curl configuration, where a line feed would begin an option of its own. */
    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String verification(String sum) {
        return "s=$(play_digest sha256 \"$f\")\n" + "[ \"$s\" = " + sum
                + " ] || { echo \"$url has the SHA-256 $s, not the wanted " + sum
                + "; the file is discarded\" >&2; exit 1; }\n";
    }
}
