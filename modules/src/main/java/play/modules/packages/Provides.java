package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.modules.services.UnitName;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.modules.users.UserState;
import play.modules.users.Users;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.value.Foreseen;

/** What packages are promised to bring. No index of packages tells it of packages that are not installed. */
public record Provides(
        @Doc("Units of systemd.") @Default("[]") @Matches(value = UnitName.PATTERN, expected = UnitName.EXPECTED)
        List<String> units,

        @Doc("Users.") @Default("[]") @Matches(value = "[A-Za-z_][A-Za-z0-9_.-]*", expected = "the name of a user")
        List<String> users,

        @Doc("Absolute paths; one that ends in a slash is a directory.") @Default("[]") @HostPath
        List<String> paths,

        @Doc("Programs, by the names they are called by.")
        @Default("[]")
        @Matches(value = "[A-Za-z0-9_.+-]+", expected = "the name of a program")
        List<String> commands) {
    private static final String LATER = "the package brings it";

    /** A package brings the template only: of which instances there will be it can't know. */
    private static final UnitState INSTANCE =
            UnitState.there(new Foreseen.Exactly<>("inactive"), new Foreseen.Exactly<>("disabled"));

    List<StateKey<?>> keys() {
        List<StateKey<?>> keys = new ArrayList<>();
        units.forEach(unit -> keys.add(Units.at(unit)));
        users.forEach(user -> keys.add(Users.at(user)));
        paths.forEach(path -> keys.add(Files.withoutDigest(Paths.clean(path))));
        commands.forEach(command -> keys.add(Commands.at(command)));
        return keys;
    }

    /**
     * What is there once the packages are. What is there already stays as it is.
     *
     * @param active what becomes of units: {@code active} where packages start what they bring
     * @param enablement {@code enabled} where packages enable it
     */
    List<Effect> installed(Knowledge known, Foreseen<String> active, Foreseen<String> enablement) {
        List<Effect> effects = new ArrayList<>();
        units.forEach(unit -> add(
                effects,
                known,
                Units.at(unit),
                UnitName.isInstance(unit) ? INSTANCE : UnitState.there(active, enablement)));
        users.forEach(user -> add(effects, known, Users.at(user), UserState.there(LATER)));
        paths.forEach(path -> add(effects, known, Files.withoutDigest(Paths.clean(path)), standing(path)));
        commands.forEach(command ->
                add(effects, known, Commands.at(command), new CommandState.Found(new Foreseen.Later<>(LATER))));
        return effects;
    }

    private static <S extends HostState> void add(List<Effect> effects, Knowledge known, StateKey<S> key, S after) {
        boolean there = known.of(key) instanceof Observed.Known<S>(S state, var how) && state.present();
        if (!there) {
            effects.add(new Effect.Sets<>(key, after));
        }
    }

    private static FileState standing(String path) {
        FileState.Attributes attributes = new FileState.Attributes(
                new Foreseen.Later<>(LATER), new Foreseen.Later<>(LATER), new Foreseen.Later<>(LATER));
        return path.endsWith("/")
                ? new FileState.Directory(attributes)
                : new FileState.Regular(attributes, new Foreseen.Later<>(LATER), new Foreseen.Later<>(LATER));
    }

    /** What goes with the packages; users stay, as distributions have it. */
    List<Effect> removed() {
        List<Effect> effects = new ArrayList<>();
        units.forEach(unit -> effects.add(new Effect.Sets<>(Units.at(unit), UnitState.MISSING)));
        commands.forEach(command -> effects.add(new Effect.Sets<>(Commands.at(command), CommandState.MISSING)));
        return effects;
    }

    /** What the installed packages do not bring although it was promised. */
    Optional<String> broken(Knowledge known) {
        List<String> missing = keys().stream()
                .filter(key -> isAbsent(key, known))
                .map(StateKey::toString)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the packages are installed but do not bring what provides promises: no "
                        + String.join(", no ", missing) + "; correct provides");
    }

    private static <S extends HostState> boolean isAbsent(StateKey<S> key, Knowledge known) {
        return known.of(key) instanceof Observed.Known<S>(S state, var how) && !state.present();
    }

    /** Shell that fails with the names of promised things that are not there. */
    String check() {
        StringBuilder script = new StringBuilder("PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin\nbroken=\n");
        units.forEach(unit -> test(
                script,
                "systemctl cat -- " + ShellWords.quote(UnitName.full(unit)) + " >/dev/null 2>&1",
                "unit " + unit));
        users.forEach(user -> test(script, "getent passwd " + ShellWords.quote(user) + " >/dev/null", "user " + user));
        paths.forEach(path -> test(script, "[ -e " + ShellWords.quote(path) + " ]", "path " + path));
        commands.forEach(command ->
                test(script, "command -v " + ShellWords.quote(command) + " >/dev/null", "command " + command));
        return script
                + "[ -z \"$broken\" ] || { echo \"the packages are installed but do not bring what provides promises:"
                + " no${broken%,}; correct provides\" >&2; exit 1; }\n";
    }

    private static void test(StringBuilder script, String test, String what) {
        script.append(test)
                .append(" || broken=\"$broken \"")
                .append(ShellWords.quote(what + ","))
                .append('\n');
    }
}
