package play.modules.services;

import java.util.Optional;
import play.host.HostState;
import play.host.LineFamily;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.UnknownStateException;

/**
 * The program that a manager runs.
 *
 * @param current whether it and its libraries are those on the disk, and whether it has read its settings since they
 *     changed
 */
record ManagerProgram(boolean current) implements HostState {
    /** What is so after {@code systemctl daemon-reexec}. */
    static final ManagerProgram CURRENT = new ManagerProgram(true);

    static StateKey<ManagerProgram> of(Manager manager) {
        return new Family(manager).key(manager.id());
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Asks the kernel whether files that the manager has mapped are deleted, and systemd when it read its settings. */
    record Family(Manager manager) implements LineFamily<ManagerProgram> {
        @Override
        public String name() {
            return "service manager";
        }

        @Override
        public Class<ManagerProgram> type() {
            return ManagerProgram.class;
        }

        @Override
        public Place under() {
            return new Place.Folders(manager.settings());
        }

        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public Optional<ManagerProgram> afterChangesBelow() {
            return Optional.of(new ManagerProgram(false));
        }

        @Override
        public String ask(String id) {
            return "ask\n";
        }

        @Override
        public ManagerProgram told(String id, String line) throws UnknownStateException {
            return switch (line) {
                case "current" -> CURRENT;
                case "old" -> new ManagerProgram(false);
                default -> throw new UnknownStateException("systemd does not tell which program it runs");
            };
        }

        @Override
        public Script script(String lines) {
            return Script.of("export LC_ALL=C\n" + manager.shell() + "set -- " + ShellWords.join(manager.settings())
                    + "\n" + UnitFiles.SEEN + """
                    newer=
                    [ -z "$seen" ] || newer=$(find -H "$@" -newerct "$seen" -print 2>/dev/null | head -n 1)
                    ask() {
                      maps=/proc/$(%s)/maps
                      if ! [ -r "$maps" ]; then echo
                      elif [ -n "$newer" ] || grep -q ' r-x[ps] .* /.* (deleted)$' "$maps"; then echo old
                      else echo current
                      fi
                    }
                    """.formatted(manager.process()) + lines);
        }

        @Override
        public String silence(ScriptResult result) {
            return "systemd does not answer (" + manager.remedy() + "): "
                    + result.err().strip();
        }
    }
}
