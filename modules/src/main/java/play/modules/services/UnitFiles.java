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
 * The files that a manager makes its units of.
 *
 * @param read whether it has read them since they changed
 */
record UnitFiles(boolean read) implements HostState {
    /** What of them is so after {@code systemctl daemon-reload}. */
    static final UnitFiles READ = new UnitFiles(true);

    /** Has {@code $seen} tell when systemd read them, in the words of {@code find}; nothing before version 248. */
    static final String SEEN = """
        # The first is empty until it reads them for the second time.
        for moment in UnitsLoadTimestamp UnitsLoadStartTimestamp; do
          seen=$(systemctl show --timestamp=us+utc -p "$moment" --value 2>/dev/null)
          [ -z "$seen" ] || break
        done
        """;

    /**
     * Defines {@code unread}, which holds where a file has changed since systemd read them. Before version 248 it tells
     * no time, but for each unit that is loaded whether its files have.
     */
    static String unread(Manager manager) {
        return "unread() {\n" + SEEN + """
          if [ -n "$seen" ]; then
            [ -n "$(find -H %s -newerct "$seen" -print 2>/dev/null | head -n 1)" ]
          else
            systemctl show --no-pager -p NeedDaemonReload '*' | grep -q =yes
          fi
        }
        """.formatted(ShellWords.join(manager.sources()));
    }

    /** The files of a manager. */
    static StateKey<UnitFiles> of(Manager manager) {
        return new Family(manager).key(manager.id());
    }

    @Override
    public boolean present() {
        return true;
    }

    /** One question for all of them. */
    record Family(Manager manager) implements LineFamily<UnitFiles> {
        @Override
        public String name() {
            return "unit files";
        }

        @Override
        public Class<UnitFiles> type() {
            return UnitFiles.class;
        }

        @Override
        public Place under() {
            return new Place.Folders(manager.sources());
        }

        /** Whatever is done to a unit has files read that packages and others left unread. */
        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public Optional<UnitFiles> afterChangesBelow() {
            return Optional.of(new UnitFiles(false));
        }

        @Override
        public String ask(String id) {
            return "systemctl show -p Version >/dev/null || exit 1\nif unread; then echo no; else echo yes; fi\n";
        }

        @Override
        public UnitFiles told(String id, String line) throws UnknownStateException {
            return switch (line) {
                case "yes" -> READ;
                case "no" -> new UnitFiles(false);
                default ->
                    throw new UnknownStateException("systemd does not tell whether it has read its units' files");
            };
        }

        @Override
        public Script script(String lines) {
            return Script.of("export LC_ALL=C\n" + manager.shell() + unread(manager) + lines);
        }

        @Override
        public String silence(ScriptResult result) {
            return "systemd does not answer (" + manager.remedy() + "): "
                    + result.err().strip();
        }
    }
}
