package play.host;

import java.util.Base64;
import play.value.Bytes;

/**
 * Jobs: scripts that go on when their task, the connection and {@code play} have ended. Each has a directory that only
 * its user may enter, below the user's home, with what it has printed and, once it has ended, its exit code. A limit of
 * time ends it, with all it has started that has not left its session.
 */
public final class JobScripts {
    /** Below the home of the user whose job it is. */
    static final String FOLDER = ".play_async";

    /** Whole days that the directory of a job that does not run is kept; the job after them removes it. */
    private static final int KEPT = 7;

    /** Seconds between the end of its time and the signal that nothing survives. */
    private static final int GRACE = 10;

    /**
     * Shell function: whether a job runs, by its directory. A process that was started at another time, or before the
     * host was, is another one.
     */
    static final String RUNS = """
        play_runs() {
          [ ! -f "$1/code" ] || return 1
          read -r pid start boot 2>/dev/null <"$1/process" || return 1
          [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] && [ "$start" = "$(%s)" ]
        }
        """.formatted(startOf("$pid"));

    /** Removes directories of jobs that neither run nor were touched. */
    private static final String TIDY = RUNS + "for j do play_runs \"$j\" || rm -rf -- \"$j\"; done";

    /** Makes the directory, and leaves its path in {@code j}. */
    private static final String MAKE = """
        play_umask=$(umask)
        umask 077
        d=$HOME/%s
        mkdir -p "$d" || exit 1
        find "$d" -mindepth 1 -maxdepth 1 -type d -mtime +%d -exec sh -c %s sh {} + 2>/dev/null
        j=$d/%s
        mkdir "$j" || exit 1
        printf %%s %s >"$j/title"
        printf %s >"$j/changing"
        umask "$play_umask"
        """;

    /** Beside the job, from its start to its end. */
    private static final String WATCH = """
        j=$1 limit=$2
        began=$(date +%%s)
        timeout -k %d "$limit" sh /dev/fd/3 </dev/null >"$j/out" 2>"$j/err"
        code=$?
        late=no
        case $code in 124 | 137) [ $(($(date +%%s) - began)) -ge "$limit" ] && late=yes ;; esac
        umask 077
        printf %%s "$late" >"$j/late"
        printf %%s "$code" >"$j/code.new" && mv "$j/code.new" "$j/code"
        """.formatted(GRACE);

    private JobScripts() {}

    /** Shell that prints when a process was started, by the clock of its kernel; its number is a word of shell. */
    static String startOf(String process) {
        return "cut -d ' ' -f 22 /proc/" + process + "/stat 2>/dev/null";
    }

    /**
     * Starts a job and prints the path of its directory.
     *
     * @param id letters, digits and dots; no other job of the user has it
     * @param job what runs; its deadline does not hold
     * @param title what it is, masked
     * @param changing whether it counts as a change
     * @param limit seconds
     */
    public static Script start(String id, Script job, String title, boolean changing, long limit) {
        String text = fed(job);
        String end = "END_" + Bytes.of(text).sha256();
        return Script.of(make(id, title, changing)
                        + "command -v setsid >/dev/null && command -v timeout >/dev/null || {\n"
                        + "  echo 'setsid and timeout (util-linux, coreutils) are needed for it' >&2; exit 1\n}\n"
                        + "setsid sh -c " + ShellWords.quote(WATCH) + " play-job \"$j\" " + limit
                        + " 3<<'" + end + "' </dev/null >/dev/null 2>&1 &\n"
                        + text + "\n" + end + "\n"
                        + "echo \"$! $(" + startOf("$!")
                        + ") $(cat /proc/sys/kernel/random/boot_id)\" >\"$j/process\"\n"
                        + "printf %s \"$j\"\n")
                .ofUser()
                .apartFromOthers();
    }

    /** The script with its input. */
    private static String fed(Script job) {
        return job.stdin().isEmpty()
                ? job.text()
                : "printf %s '" + Base64.getEncoder().encodeToString(job.stdin().toArray()) + "' | base64 -d | (\n"
                        + job.text() + "\n)";
    }

    /**
     * Takes note of what was done without a job, and prints the path of the directory.
     *
     * @param result of the task, as JSON, without secrets
     */
    public static Script done(String id, String title, boolean changing, String result) {
        return Script.of(make(id, title, changing)
                        + "umask 077\n"
                        + "cat >\"$j/result.new\" && mv \"$j/result.new\" \"$j/result\" || exit 1\n"
                        + "printf %s \"$j\"\n")
                .withStdin(Bytes.of(result));
    }

    private static String make(String id, String title, boolean changing) {
        return MAKE.formatted(
                FOLDER,
                KEPT - 1,
                ShellWords.quote(TIDY),
                id,
                ShellWords.quote(title.replace("\0", "")),
                changing ? "yes" : "no");
    }

    /** Removes what is kept of a job and prints the path it had. */
    public static Script remove(String id) {
        return Script.of("j=$HOME/" + FOLDER + "/" + ShellWords.quote(id) + "\nrm -rf -- \"$j\" && printf %s \"$j\"\n");
    }
}
