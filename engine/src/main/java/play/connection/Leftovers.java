package play.connection;

import java.time.Duration;
import play.host.Script;

/**
 * The script that ends what a shell was doing, run by another shell of the same user: first the shell, so that it starts
 * nothing more, then all its descendants and their process groups, politely and then not.
 */
final class Leftovers {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String TEXT =
      """
      shell=@PID@
      read -r boot </proc/sys/kernel/random/boot_id
      [ "$boot" = '@BOOT@' ] || exit 0
      read -r line 2>/dev/null </proc/$shell/stat || exit 0
      set -- ${line##*) }
      [ "${20}" = '@START@' ] || exit 0
      group=$3

      processes() {
        table=
        for file in /proc/[0-9]*/stat; do
          line=
          read -r line 2>/dev/null <"$file" || continue
          pid=${file#/proc/}
          set -- ${line##*) }
          table="$table ${pid%/stat}:$2:$3"
        done
      }

      # Adds to $found whatever descends from it or shares a group of $groups.
      gather() {
        more=yes
        while [ $more ]; do
          more=
          for row in $table; do
            pid=${row%%:*} parent=${row#*:}
            pgrp=${parent#*:} parent=${parent%:*}
            case "$found" in *" $pid "*) continue ;; esac
            case "$found" in *" $parent "*) wanted=yes ;; *) wanted= ;; esac
            case "$groups" in *" $pgrp "*) wanted=yes ;; esac
            [ $wanted ] || continue
            found="$found$pid " more=yes
            [ "$parent" = $shell ] && [ "$pgrp" != "$group" ] && groups="$groups$pgrp "
          done
        done
      }

      found=" $shell " groups=' '
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
      exit 0
      """;

  private Leftovers() {}

  /** Ends what the shell runs, and the shell; nothing happens if it is gone. */
  static Script endOf(ShellIdentity shell) {
    String text =
        TEXT.replace("@PID@", Long.toString(shell.pid()))
            .replace("@BOOT@", shell.boot())
            .replace("@START@", shell.startTicks());
    return Script.of(text).within(LIMIT);
  }
}
