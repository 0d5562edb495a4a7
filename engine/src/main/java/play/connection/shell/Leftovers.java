package play.connection.shell;

import java.time.Duration;
import play.host.Script;

/**
 * The script that ends what a shell was doing, run by another shell of the same user. Ended are the shell itself,
 * first, so that it starts nothing more; all its descendants; and what has lost its parent but is of the shell's
 * session and no older than the script under way. What earlier scripts left running lives on.
 */
public final class Leftovers {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** That it is the very same process, not a later one of the same number. */
    private static final String SAME = """
        shell=@PID@ self=
        read -r boot </proc/sys/kernel/random/boot_id
        [ "$boot" = '@BOOT@' ] || exit 0
        read -r line 2>/dev/null </proc/$shell/stat || exit 0
        set -- ${line##*) }
        [ "${20}" = '@START@' ] || exit 0
        """;

    /** By a child of the shell, which must not end itself, at the end of its input; an idle shell ends by itself. */
    private static final String OWN = """
        sleep 0.2 2>/dev/null || sleep 1
        shell=$$
        read -r self line </proc/self/stat
        read -r line 2>/dev/null </proc/$shell/stat || exit 0
        set -- ${line##*) }
        """;

    private static final String END = """
        session=$4
        [ $session = $shell ] || [ $session = $2 ] || session=none

        # Rows "pid:parent:session:start" of all processes in $table.
        processes() {
          table= members=' '
          for file in /proc/[0-9]*/stat; do
            line=
            read -r line 2>/dev/null <"$file" || continue
            pid=${file#/proc/} pid=${pid%/stat}
            set -- ${line##*) }
            table="$table $pid:$2:$4:${20}"
            [ "$4" = $session ] && members="$members$pid "
            [ "$2" = $shell ] && { [ -z "$since" ] || [ "${20}" -lt $since ]; } && since=${20}
          done
        }

        # Adds to $found what is to be ended.
        gather() {
          more=yes
          while [ $more ]; do
            more=
            for row in $table; do
              IFS=:
              set -- $row
              unset IFS
              case "$found $self " in *" $1 "*) continue ;; esac
              case "$found" in
                *" $2 "*) ;;
                *)
                  [ "$3" = $session ] && [ $since ] && [ "$4" -ge $since ] || continue
                  case "$members" in *" $2 "*) continue ;; esac ;;
              esac
              found="$found$1 " more=yes
            done
          done
        }

        found=" $shell " since=
        processes
        gather
        kill -KILL $shell
        targets=${found#" $shell"}
        kill -TERM $targets 2>/dev/null
        kill -CONT $targets 2>/dev/null
        for pause in 0 0.1 0.1 0.3 0.5 1; do
          sleep $pause 2>/dev/null || sleep 1
          alive=
          for pid in $targets; do
            line=
            read -r line 2>/dev/null </proc/$pid/stat
            case "${line##*) }" in ''|Z*) ;; *) alive=yes ;; esac
          done
          [ $alive ] || break
        done
        processes
        gather
        kill -KILL ${found#" $shell"} 2>/dev/null
        for pause in 0 0.1 0.3 0.5 1; do
          sleep $pause 2>/dev/null || sleep 1
          line=
          read -r line 2>/dev/null </proc/$shell/stat
          case "${line##*) }" in ''|Z*) exit 0 ;; esac
        done
        exit 1
        """;

    private Leftovers() {}

    /** Ends what the shell runs, and the shell; nothing happens if it is gone. Fails if it may not be ended. */
    public static Script endOf(ShellIdentity shell) {
        String text = (SAME + END)
                .replace("@PID@", Long.toString(shell.pid()))
                .replace("@BOOT@", shell.boot())
                .replace("@START@", shell.startTicks());
        return Script.of(text).within(LIMIT);
    }

    /** The same as shell source for a process that the shell itself has started. */
    static String ofOwnShell() {
        return OWN + END;
    }
}
