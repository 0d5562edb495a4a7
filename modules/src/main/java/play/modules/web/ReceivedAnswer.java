package play.modules.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import play.host.Fields;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.UnknownStateException;
import play.value.Bytes;

/**
 * An answer that the host has received.
 *
 * @param file that it was written to, or that holds it; nothing where it was not to be written
 */
record ReceivedAnswer(Optional<Written> file, HttpReply reply) {
    private static final Shape FILE = Shape.of(" ", "changed size uid gid mode owner group path");

    /** Keeps the whole answer in a file without a name, so that nothing is written of one that is not wanted. */
    private static final String KEEP = """
        a=$(mktemp)
        exec 7<>"$a"
        rm -f -- "$a"
        a=/proc/self/fd/7
        """;

    private static final String LOOK = """
        all() { head -c @LIMIT@ "$a"; }
        set -f
        set -- $(tail -n 1 "$a")
        set +f
        status=${1:-000} head=${2:-0} size=${3:-0} redirects=${4:-0} url=${5:-}
        case " @WANTED@ " in
          *" 304 "*) [ "$status" != 304 ] || { printf '\\0'; all; exit 0; } ;;
        esac
        case " @WANTED@ " in
          *" $status "*) ;;
          *) printf '\\0'; all; exit 0 ;;
        esac
        body() { tail -c "+$((head + 1))" "$a" | head -c "$size"; }
        told() {
          printf '%s %s %s %s\\0' "$1" "$size" "$(stat -L -c '%u %g %a %U %G' -- "$f")" "$p"
          if @CONTENT@ || head -c "$head" "$a" | grep -qi '^content-type:.*json'; then
            all
          else
            head -c "$head" "$a"
            printf '\\n%s %s 0 %s %s' "$status" "$head" "$redirects" "$url"
          fi
        }
        """;

    /** @param path where it stands */
    record Written(boolean changed, long size, String path, Access access) {}

    /** @param mode as {@code 0644} */
    record Access(long uid, long gid, String owner, String group, String mode) {}

    /** Lines that receive the answer, and end where it is not to be written; for {@code ReceivedFile}. */
    static Script receiving(HttpRequest request) {
        String wanted = String.join(
                " ",
                request.options().statusCode().stream().map(String::valueOf).toList());
        String look = LOOK.replace("@LIMIT@", String.valueOf(HttpReplies.LIMIT))
                .replace("@WANTED@", wanted)
                .replace("@CONTENT@", String.valueOf(request.options().returnContent()));
        Script sent = request.script(" >&7");
        return new Script(KEEP + sent.text() + " || :\n" + look, sent.stdin(), sent.deadline(), sent.author(), false);
    }

    /** From what the lines printed. */
    static ReceivedAnswer of(ScriptResult done) {
        byte[] printed = done.stdout().toArray();
        int end = 0;
        while (end < printed.length && printed[end] != 0) {
            end++;
        }
        String head = new String(printed, 0, end, StandardCharsets.UTF_8);
        byte[] answer = Arrays.copyOfRange(printed, Math.min(end + 1, printed.length), printed.length);
        return new ReceivedAnswer(written(head), HttpReply.parse(Bytes.of(answer), done.err()));
    }

    private static Optional<Written> written(String head) {
        try {
            Fields told = FILE.read(head);
            Access access = new Access(
                    told.number("uid"),
                    told.number("gid"),
                    told.text("owner"),
                    told.text("group"),
                    "0" + told.text("mode"));
            return Optional.of(
                    new Written(told.text("changed").equals("true"), told.number("size"), told.text("path"), access));
        } catch (UnknownStateException none) {
            return Optional.empty();
        }
    }
}
