package play.modules.services;

import java.util.List;
import java.util.Optional;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Since when a unit runs, beside files that it has read then.
 *
 * @param unit full name
 * @param reloads whether it reads the files also when it is reloaded
 * @param files absolute paths
 */
record UnitStart(String unit, boolean reloads, List<String> files) implements StateFamily<SinceStart> {
    /**
     * Before version 247 systemd tells whole seconds only; then a file of the same second counts as read. A reload
     * leaves no other trace than the last change of the unit's state.
     */
    private static final String READ = """
        show() { LC_ALL=C TZ=UTC systemctl show "$@" --value -- "$unit"; }
        [ "$(show -p MainPID)" != 0 ] || { printf 'stopped\\n'; exit 0; }
        began=$(show --timestamp=us -p "$since" 2>/dev/null || show -p "$since") || exit 1
        [ -n "$began" ] || { printf 'stopped\\n'; exit 0; }
        exact=$(LC_ALL=C date -ud "$began" +%s.%N) || exit 1
        case $began in *.*) ;; *) exact=${exact%.*}.999999999 ;; esac
        """ + SinceStart.TELL;

    StateKey<SinceStart> key() {
        return key(unit + (reloads ? " or its reload " : " ") + String.join(" ", files));
    }

    @Override
    public String name() {
        return "start of unit";
    }

    @Override
    public Class<SinceStart> type() {
        return SinceStart.class;
    }

    @Override
    public Place under() {
        return new Place.Folders(files);
    }

    @Override
    public boolean tellsOf(String id, StateKey<?> other) {
        return isUnit(other);
    }

    /** Which of the files is newer is not told of what is foreseen: all count. */
    @Override
    public Optional<SinceStart> afterChangesBelow() {
        return Optional.of(new SinceStart(true, files));
    }

    /** What is done to a unit later than to its files has it read them; a reload counts as a start then. */
    @Override
    public Optional<SinceStart> afterChangesBelow(StateKey<?> last) {
        return isUnit(last) ? Optional.of(new SinceStart(true, List.of())) : afterChangesBelow();
    }

    private boolean isUnit(StateKey<?> other) {
        return other.equals(Units.at(unit));
    }

    @Override
    public Script read(List<StateKey<SinceStart>> keys) {
        String since = reloads ? "StateChangeTimestamp" : "ExecMainStartTimestamp";
        return Script.of("unit=" + ShellWords.quote(unit) + "\nsince=" + since + "\nset -- " + ShellWords.join(files)
                + "\n" + READ);
    }

    @Override
    public Told<SinceStart> told(List<StateKey<SinceStart>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the start of " + unit + " cannot be read");
        SinceStart told = SinceStart.of(result.lines());
        return (index, id) -> told;
    }
}
