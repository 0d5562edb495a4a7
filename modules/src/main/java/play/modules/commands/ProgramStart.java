package play.modules.commands;

import java.util.Optional;
import play.host.ScriptResult;

/**
 * How a shell becomes a program, and whether it did: a program may end with the exit codes that a shell has for one
 * that it can't start, so the shell looks for the program before.
 */
enum ProgramStart {
    /** Nothing of this name, on the path where it is none with a slash. */
    MISSING(127, 2, "no such command on the host"),
    /** What has the name is a directory, or may not be executed. */
    FORBIDDEN(126, 13, "found, but it cannot be executed");

    private static final String SAID = "play: the program was not started\n";

    private final int exitCode;
    private final long errno;
    private final String words;

    ProgramStart(int exitCode, long errno, String words) {
        this.exitCode = exitCode;
        this.errno = errno;
        this.words = words;
    }

    /** The number of the error in Linux, which is what Ansible's result has for an exit code. */
    long errno() {
        return errno;
    }

    String words() {
        return words;
    }

    /**
     * Shell that becomes a program.
     *
     * @param words the program and its arguments, as a shell must get them
     */
    static String of(String words) {
        return "set -- " + words + "\n" + """
                (
                case $1 in
                */*) [ -e "$1" ] || exit 127; [ -f "$1" ] && [ -x "$1" ] || exit 126; exit 0 ;;
                esac
                IFS=: seen=127
                set -f
                for folder in ${PATH-/usr/local/bin:/usr/bin:/bin}; do
                [ -f "${folder:-.}/$1" ] || continue
                [ -x "${folder:-.}/$1" ] && exit 0
                seen=126
                done
                exit "$seen"
                ) || { seen=$?; printf '%s\\n' 'play: the program was not started' >&2; exit "$seen"; }
                exec "$@"
                """;
    }

    /** Why the program was not started; nothing where it was. */
    static Optional<ProgramStart> hindrance(ScriptResult done) {
        if (!done.stdout().isEmpty() || !done.err().equals(SAID)) {
            return Optional.empty();
        }
        return Optional.of(done.exitCode())
                .flatMap(code -> code == MISSING.exitCode
                        ? Optional.of(MISSING)
                        : Optional.of(FORBIDDEN).filter(start -> code == start.exitCode));
    }
}
