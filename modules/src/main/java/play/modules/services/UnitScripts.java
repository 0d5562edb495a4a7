package play.modules.services;

import java.time.Duration;
import play.host.Script;
import play.host.ShellWords;

/** What systemd is told to do, with its words and the journal's last lines where it fails. */
final class UnitScripts {
    /** Units may take their time; systemd itself gives up on most after 90 s. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final String START = """
        export LC_ALL=C SYSTEMD_COLORS=0
        since=$(date +%s)
        shown() { systemctl show -p "$1" --value -- "$u"; }
        reread() {
          if unread; then systemctl daemon-reload || exit 1; fi
          # A version that tells no time misses a directory of drop-ins that is new.
          known=$(shown DropInPaths)
          for part in "$own/$u".d/*.conf; do
            [ -e "$part" ] || continue
            case " $known " in *" $part "*) ;; *) systemctl daemon-reload || exit 1; break ;; esac
          done
          case "$(shown LoadState)" in not-found) systemctl daemon-reload || exit 1 ;; esac
        }
        tell() {
          printf '%s\\n' "$1" | grep -v -e '^See "systemctl' -e '^ *$' | head -n 2 >&2
          journalctl --sync >/dev/null 2>&1
          systemctl status --no-pager --full --lines=0 -- "$u" 2>&1 |
            grep -E '^ *(Active|Process|Main PID|Condition|Status):' | tail -n 3 >&2
          journalctl --quiet --no-pager -o cat --since "@$since" -u "$u" | tail -n 6 >&2
          echo "more: systemctl status $u; journalctl -u $u" >&2
          exit 1
        }
        # systemd forgets units that have done their work, and then has no time of a check.
        conditions() {
          [ "$(shown ConditionResult)" = no ] && [ "$(shown ConditionTimestampMonotonic)" != 0 ] &&
            tell "$u was not started: a condition in its file is not met"
          :
        }
        settle() {
          case "$(shown Type)" in simple|exec|idle) sleep 0.3 ;; esac
          case "$(systemctl show -p ActiveState -p SubState -- "$u")" in
            *ActiveState=failed*|*SubState=auto-restart*) tell "$u does not stay up" ;;
            *ActiveState=inactive*) conditions ;;
          esac
        }
        """;

    private static final String UP = """
        reread
        systemctl reset-failed -- "$u" 2>/dev/null
        said=$(systemctl %s -- "$u" 2>&1) || tell "$said"
        settle
        """;

    /** Returns when the unit is on its way, so that members of a quorum can be started one after another. */
    private static final String UP_IN_THE_BACKGROUND = """
        reread
        systemctl reset-failed -- "$u" 2>/dev/null
        said=$(systemctl --no-block %s -- "$u" 2>&1) || tell "$said"
        for pause in 1 2 3 4 5 6 7 8 9 10; do
          case "$(shown ActiveState)" in inactive|deactivating) sleep 0.2 ;; *) break ;; esac
        done
        settle
        """;

    private static final String RELOAD = """
        reread
        [ "$(shown CanReload)" = yes ] || {
          echo "$u has no ExecReload=, so it cannot be reloaded; use state: restarted" >&2; exit 1
        }
        said=$(systemctl %s -- "$u" 2>&1) || tell "$said"
        settle
        """;

    private static final String PLAIN = """
        reread
        said=$(systemctl %s -- "$u" 2>&1) || tell "$said"
        """;

    /** Where there is no manager to be asked anything. */
    private static final String ALONE = "systemctl %s -- \"$u\"\n";

    private UnitScripts() {}

    /** {@code start} or {@code restart}. */
    static Script up(UnitWish wish, String verb) {
        return script(wish, wish.manner().waits() ? UP : UP_IN_THE_BACKGROUND, verb);
    }

    static Script reload(UnitWish wish) {
        return script(wish, RELOAD, waiting(wish) + "reload");
    }

    static Script stop(UnitWish wish) {
        return script(wish, PLAIN, waiting(wish) + "stop");
    }

    private static String waiting(UnitWish wish) {
        return wish.manner().waits() ? "" : "--no-block ";
    }

    /** {@code enable}, {@code disable}, {@code mask} or {@code unmask}. */
    static Script ofFile(UnitWish wish, String verb) {
        String command = (wish.manner().forces() ? "--force " : "") + verb;
        return wish.manager().runs()
                ? script(wish, PLAIN, command)
                : Script.of("export LC_ALL=C\n" + wish.manager().shell() + "u=" + ShellWords.quote(wish.name()) + "\n"
                                + ALONE.formatted(command))
                        .within(PATIENCE);
    }

    static Script reread(Manager manager) {
        return told(manager, "daemon-reload");
    }

    /** systemd executes itself anew and keeps all that runs. */
    static Script reexecute(Manager manager) {
        return told(manager, "daemon-reexec");
    }

    private static Script told(Manager manager, String verb) {
        return Script.of("export LC_ALL=C\n" + manager.shell() + "systemctl " + verb)
                .within(PATIENCE);
    }

    private static Script script(UnitWish wish, String body, String verb) {
        String names = "u=" + ShellWords.quote(wish.name()) + "\nown="
                + ShellWords.quote(wish.manager().ownFolder()) + "\n";
        return Script.of(names
                        + wish.manager().shell()
                        + UnitFiles.unread(wish.manager())
                        + START
                        + body.formatted(verb))
                .within(PATIENCE);
    }
}
