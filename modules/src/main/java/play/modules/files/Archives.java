package play.modules.files;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.host.DigestScript;
import play.host.Parts;
import play.host.Place;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.FileSource;
import play.param.LocalFile;
import play.value.Bytes;
import play.value.Content;

/**
 * Reads {@link Archive} by unpacking into a folder of its own, which is removed again: so names, modes and contents are
 * what unpacking really gives, whatever the format. A key is a path.
 *
 * @param inline the archive itself where it is small and at hand; then the key only names it
 */
record Archives(Optional<Bytes> inline) implements StateFamily<Archive> {
    /**
     * Unpacks archive {@code $1} into folder {@code $2}, as files of whoever unpacks. tar refuses .. in names; unzip
     * drops it in silence, so its list of names is looked through; that of busybox has no such list (-Z1), and says
     * when it drops.
     */
    static final String UNPACK = """
        unpack() {
          case "$1" in
            *.zip)
              command -v unzip >/dev/null || {
                echo 'unzip is missing here, which unpacks zip files; install it' >&2; return 1
              }
              names=$(unzip -Z1 "$1" 2>/dev/null) || names=$(unzip -l "$1" 2>&1) || {
                printf '%s\\n' "$names" >&2; return 1
              }
              if printf '%s\\n' "$names" | grep -E "(^|[/\\\\])\\.\\.([/\\\\]|$)|^unzip: removing leading" >&2; then
                echo "unzip: Member name contains '..'" >&2
                return 1
              fi
              unzip -q -o "$1" -d "$2" >&2;;
            *) tar -xpof "$1" -C "$2";;
          esac
        }
        """;

    /** Names that sha256sum or an old shell would print otherwise are summed one by one. */
    private static final String SUMS = DigestScript.FUNCTION
            + "large() { s=$(play_digest sha256 \"$1\") && printf 'sums\\0%s\\0\\0%s  -\\0' \"$1\" \"$s\"; }\n"
            + DigestScript.partLarge("large \"$1\"")
            + """
            [ "$#" -gt 0 ] || exit 0
            printf 'sums\\0'; printf '%s\\0' "$@"; printf '\\0'
            case "$*" in
              *\\\\*|*"
            "*) for p do sha256sum <"$p"; done;;
              *) sha256sum -- "$@";;
            esac
            printf '\\0'
            """;

    /** A program for {@code sh -c} that sums the files it is given. */
    static final String SUMMING = ShellWords.quote(SUMS);

    /** As {@link ArchiveListing} reads it. */
    private static final String LIST = """
        list() {
          find . -mindepth 1 -exec sh -c 'printf "stat\\0"; printf "%s\\0" "$@"
            printf "\\0"; stat -c "%f %s %Y" -- "$@"; printf "\\0"' sh {} +
          find . -type l -exec sh -c 'for p do
            printf "link\\0%s\\0" "$p"; readlink -n -- "$p"; printf "\\0"; done' sh {} +
          find . -type f -exec sh -c @SUMS@ sh {} +
        }
        """.replace("@SUMS@", SUMMING);

    static final Shape HELD = Shape.ofParts("parts");

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The archive that is named. */
    static StateKey<Archive> of(FileSource source) {
        return switch (source) {
            case FileSource.OnHost(String path) -> new Archives(Optional.empty()).key(Paths.clean(path));
            case FileSource.OnController(LocalFile(String name, Content.LocalFile content, var mode)) ->
                new StateKey<>(
                        Realm.CONTROLLER,
                        new Archives(Optional.empty()),
                        content.path().toString());
            case FileSource.OnController(LocalFile(String name, Content content, var mode)) -> {
                Optional<Bytes> bytes = content.bytes();
                yield new StateKey<>(
                        Realm.CONTROLLER, new Archives(Optional.of(bytes.orElse(Bytes.EMPTY))), Paths.name(name));
            }
        };
    }

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Class<Archive> type() {
        return Archive.class;
    }

    @Override
    public Place under() {
        return Place.PATH;
    }

    /** One archive per family where it is inline, else one after the other. */
    @Override
    public Script read(List<StateKey<Archive>> keys) {
        String bring = inline.isPresent()
                ? "a=\"$t/${a##*/}\"; cat >\"$a\"\n"
                : "[ -f \"$a\" ] || { printf 'missing\\0'; exit 0; }\n";
        return listing(keys, bring).withStdin(inline.orElse(Bytes.EMPTY));
    }

    /**
     * Unpacks and lists archives.
     *
     * @param bring shell lines that have the archive whose id is {@code $a} at the path {@code $a}, with a folder
     *     {@code $t} to put it in
     */
    static Script listing(List<? extends StateKey<?>> keys, String bring) {
        StringBuilder script = new StringBuilder(UNPACK + LIST);
        for (StateKey<?> key : keys) {
            // What stands before || would not stop at its first error.
            script.append("(\nset -e; umask 022\na=")
                    .append(ShellWords.quote(key.id()))
                    .append('\n');
            script.append("t=$(mktemp -d); trap 'rm -rf -- \"$t\"' EXIT; mkdir \"$t/x\"\n");
            script.append(bring);
            script.append("unpack \"$a\" \"$t/x\"\ncd \"$t/x\"; list >\"$t/list\"\n");
            script.append("printf 'held\\0%s\\0' \"$(tr -cd '\\0' <\"$t/list\" | wc -c)\"; cat \"$t/list\"\n"
                    + ")\n"
                    + "[ $? = 0 ] || printf 'failed\\0'\n");
        }
        return Script.of(script.toString()).within(LONGEST);
    }

    /**
     * Each archive is one of {@code missing}, {@code failed}, or {@code held} with the number of its parts and those.
     */
    @Override
    public Told<Archive> told(List<StateKey<Archive>> keys, ScriptResult result) {
        return listed(result);
    }

    static Told<Archive> listed(ScriptResult result) {
        Parts parts = Parts.of(result);
        return (index, path) -> switch (parts.hasNext() ? parts.next("missing, failed or held") : "failed") {
            case "missing" -> new Archive.Missing();
            case "held" -> ArchiveListing.members(parts.some(parts.next(HELD).number("parts")), "./");
            case "failed" -> throw result.unknown(path + " cannot be unpacked");
            case String other -> throw UnknownStateException.expected("missing, failed or held", other);
        };
    }
}
