package play.modules.services;

import play.host.HostState;
import play.host.LineFamily;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;

/**
 * Which conditions in a unit's file are not met now, so that a start would come to nothing.
 *
 * @param unmet as the file has them: {@code ConditionPathExists=/etc/x}; empty where all are met, or systemd can't tell
 */
record UnitConditions(String unmet) implements HostState {
    static StateKey<UnitConditions> of(Manager manager, String unit) {
        return new Family(manager).key(UnitName.full(unit));
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Asks {@code systemd-analyze condition}, which knows units since version 250. */
    record Family(Manager manager) implements LineFamily<UnitConditions> {
        @Override
        public String name() {
            return "conditions";
        }

        @Override
        public Class<UnitConditions> type() {
            return UnitConditions.class;
        }

        @Override
        public String ask(String id) {
            return "ask " + ShellWords.quote(id) + "\n";
        }

        @Override
        public UnitConditions told(String id, String line) {
            return new UnitConditions(line.strip());
        }

        @Override
        public Script script(String lines) {
            return Script.of("export LC_ALL=C\nmanager=" + manager.option() + "\n" + manager.shell() + """
                ask() {
                  if systemctl cat -- "$1" 2>/dev/null | grep -q '^Condition'; then
                    said=$(systemd-analyze "$manager" condition --unit="$1" 2>&1)
                    case $said in *'Conditions failed.'*)
                      printf '%s\\n' "$said" | sed -n 's/^[^ ]*: \\(.*\\) failed\\.$/\\1/p' | tr '\\n' ' ' ;;
                    esac
                  fi
                  echo
                }
                """ + lines);
        }

        @Override
        public String silence(ScriptResult result) {
            return "systemd does not tell of conditions: " + result.err().strip();
        }
    }
}
