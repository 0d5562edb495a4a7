package play.modules.firewall;

import java.time.Duration;
import play.host.Script;
import play.value.Bytes;

/**
 * What is done to a table. New rules are on trial first: the host has a timer of its own that takes them back, whatever
 * becomes of the connection and of {@code play}. Who renames the folder of the trial decides how it ends.
 */
record TableScripts(TableName table) {
    private static final String SAVED = """
        taken_back() { mv "$d" "$d.back" 2>/dev/null && nft -f "$d.back/old"; rm -rf "$d.back"; }
        there() { nft list tables | grep -qxF "table $f $n"; }
        """;

    private static final String TRY = """
        set -e
        if [ -e "$d" ]; then systemctl stop "$u.timer" 2>/dev/null || :; taken_back; fi
        umask 077
        mkdir "$d"
        trap '[ "$?" -eq 0 ] || { systemctl stop "$u.timer" 2>/dev/null; rm -rf "$d"; }' EXIT
        cat >"$d/new"
        {
          printf 'table %s\\ndelete table %s\\n' "$f $n" "$f $n"
          if there; then nft -s list table "$f" "$n"; fi
        } >"$d/old"
        nft -c -f "$d/old" || {
          echo "the present rules of the table could not be restored, so nothing was changed" >&2; exit 1
        }
        nft -c -f "$d/new"
        systemctl reset-failed "$u.timer" "$u.service" 2>/dev/null || :
        systemd-run --quiet --collect --unit="$u" --on-active="$t" --timer-property=AccuracySec=100ms \\
          sh -c 'mv "$1" "$1.back" && nft -f "$1.back/old"; rm -rf "$1.back"' sh "$d"
        nft -f "$d/new"
        """;

    private static final String KEEP = """
        if mv "$d" "$d.kept" 2>/dev/null; then
          systemctl stop "$u.timer" 2>/dev/null
          rm -rf "$d.kept"
          exit 0
        fi
        echo "with these rules, no new connection was possible within $t s, so the old ones are restored; \
        allow connections to sshd from the machine that runs play" >&2
        exit 1
        """;

    private static final String DELETE = """
        systemctl stop "$u.timer" 2>/dev/null
        rm -rf "$d"
        there || exit 0
        nft delete table "$f" "$n"
        """;

    /** The whole table is replaced in one transaction, and only this one. */
    Bytes file(Bytes rules) {
        String head = "table " + table + "\ndelete table " + table + "\n\n";
        return Bytes.of(head + rules.utf8() + (rules.utf8().endsWith("\n") ? "" : "\n"));
    }

    /** Loads the rules, for as long as {@code trial} if nobody keeps them. */
    Script attempt(Bytes rules, Duration trial) {
        return Script.of(variables(trial) + TRY).withStdin(file(rules));
    }

    /** Fails when the host has taken them back meanwhile. */
    Script keep(Duration trial) {
        return Script.of(variables(trial) + KEEP);
    }

    Script delete() {
        return Script.of(table.variables() + SAVED + DELETE);
    }

    private String variables(Duration trial) {
        return table.variables() + "t=" + trial.toSeconds() + "\n" + SAVED;
    }
}
