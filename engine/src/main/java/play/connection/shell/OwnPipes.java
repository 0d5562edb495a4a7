package play.connection.shell;

/**
 * Shell that gives a script pipes of its own, so that what its processes write after its end gets into no other output.
 *
 * <p>Descriptors 6 and 7 are the ends that the script writes to, 8 and 9 those that two {@code cat}s read, which pass
 * everything on. A pipe that a process left behind still holds is given up together with its reader; others are used
 * again. Where no such pipe can be made, 6 and 7 are the output of the shell.
 */
final class OwnPipes {
    /** Functions, once for each shell. */
    static final String FUNCTIONS = """
            play_pipes= play_out= play_err=
            play_make() {
              play_at=$(mktemp -d 2>/dev/null) || return 0
              if mkfifo "$play_at/o" "$play_at/e" 2>/dev/null; then
                exec 6<>"$play_at/o" 7<>"$play_at/e"
                exec 8<"$play_at/o" 9<"$play_at/e" 6>&- 7>&-
                [ -p /proc/self/fd/9 ] && play_pipes=yes
              fi
              rm -rf "$play_at"
            }
            play_open() {
              [ $play_pipes ] || play_make
              [ $play_pipes ] || { exec 6>&1 7>&2; return 0; }
              exec 6>/proc/self/fd/8 7>/proc/self/fd/9
              cat <&8 6>&- 7>&- 8<&- 9<&- &
              play_out=$!
              cat <&9 >&2 6>&- 7>&- 8<&- 9<&- &
              play_err=$!
            }
            play_await() {
              [ $play_out ] || return 0
              wait $play_out || play_pipes=
              wait $play_err || play_pipes=
              play_out= play_err=
            }
            play_leave() {
              [ $play_out ] || return 0
              kill $play_out $play_err 2>/dev/null
              play_await 2>/dev/null
            }
            trap play_leave EXIT
            """;

    /** Before the script. */
    static final String OPEN = "play_open\n";

    /** After the subshell of the script. */
    static final String INTO = " >&6 2>&7 6>&- 7>&- 8<&- 9<&-";

    /** After the marks that end its output. */
    static final String CLOSE = "exec 6>&- 7>&-\n";

    /** The numbers of the readers. */
    static final String READERS = "\"$play_out $play_err\"";

    /** Until the pipes are empty and nobody holds them. */
    static final String AWAIT = "play_await\n";

    /** Ends the readers of an earlier frame, whose output has all been heard. */
    static final String LEAVE = "play_leave\n";

    private OwnPipes() {}
}
