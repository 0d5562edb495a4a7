package play.modules.files;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.FileScript;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.modules.downloads.CurlText;
import play.modules.downloads.FetchShell;

/**
 * Has a host fetch a file itself, with curl or wget: beside its place, verified, and only then renamed.
 *
 * @param fetch what only curl can do
 */
record FetchScript(Download wanted, HostFetch fetch) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * The action in place of writing the file.
     *
     * @param held SHA-256 of what is left as it is, should the same come; empty: whatever comes is written
     */
    Action writing(Action.WriteFile write, Optional<String> held) {
        StringBuilder script = new StringBuilder(FileScript.enter(write.path()));
        script.append("url=").append(ShellWords.quote(wanted.url()));
        script.append("\nlimit=").append(Math.max(1, wanted.timeout().toSeconds()));
        script.append("\ninsecure=").append(wanted.validates() ? "" : "-k");
        script.append("\nconfig=")
                .append(ShellWords.quote(config()))
                .append('\n')
                .append(FetchShell.FUNCTION);
        String attributes = FileScript.attributes(write.after().attributes());
        String place = write.replacing().unsafeWrites() ? FileScript.inPlace(attributes) : "";
        script.append(FileScript.write(
                write.after().attributes(),
                "fetch",
                wanted.checksum().map(FetchScript::verification).orElse("")
                        + held.map(FetchScript::leaving).orElse("")
                        + place));
        return new Action.Run(
                "fetch " + wanted.url(), Script.of(script.toString()).within(LONGEST), List.copyOf(write.effects()));
    }

    private String config() {
        CurlText config = fetch.config(wanted.headers().containsKey("Authorization"));
        wanted.headers().forEach((name, value) -> config.set("header", name + ": " + value.reveal()));
        return config.toString();
    }

    private static String leaving(String sha256) {
        return "[ \"$(play_digest sha256 \"$f\")\" != " + sha256 + " ] || exit 0\n";
    }

    private static String verification(Checksum sum) {
        return "s=$(play_digest " + sum.word() + " \"$f\")\n[ \"$s\" = " + sum.hex() + " ] || { echo \"$url "
                + sum.otherwise("$s") + "; the file is discarded\" >&2; exit 1; }\n";
    }
}
