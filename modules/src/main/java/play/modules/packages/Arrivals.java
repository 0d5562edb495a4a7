package play.modules.packages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.modules.users.GroupState;
import play.modules.users.Groups;
import play.modules.users.UserState;
import play.modules.users.Users;
import play.value.Foreseen;

/** What packages bring, as their archives tell it: files, programs, units, users, and what their scripts may do. */
final class Arrivals {
    private static final Foreseen<String> LATER = new Foreseen.Later<>(ArrivingFiles.LATER);
    private static final Foreseen<String> INACTIVE = new Foreseen.Exactly<>("inactive");

    private final Archives archives;
    private final MaintainerScripts scripts;
    private final ArrivingFiles files;
    private final boolean startsServices;

    /** @param startsServices whether the task lets packages start services */
    Arrivals(Archives archives, boolean startsServices) {
        this.archives = archives;
        this.scripts = new MaintainerScripts(archives);
        this.files = new ArrivingFiles(archives, scripts);
        this.startsServices = startsServices;
    }

    /** What has to be known to tell what is new among them. */
    List<StateKey<?>> keys() {
        List<StateKey<?>> keys = new ArrayList<>();
        files.units().forEach(unit -> keys.add(Units.at(unit)));
        scripts.users().forEach(user -> keys.add(Users.at(user)));
        scripts.groups().forEach(group -> keys.add(Groups.at(group)));
        return keys;
    }

    /** In this order: what scripts may do first, since nothing of the rest is in doubt. */
    List<Effect> effects(Knowledge known) {
        Set<String> words = new HashSet<>(scripts.words());
        words.addAll(files.paths());
        Reach reach = Reach.of(new Reach.Named(words), files.trees(), Reach.PATHLESS);
        List<Effect.Sets<?>> things = new ArrayList<>(files.brought());
        files.programs()
                .forEach((name, path) -> things.add(
                        new Effect.Sets<>(Commands.at(name), new CommandState.Found(new Foreseen.Exactly<>(path)))));
        add(things, known, files.units(), Units::at, this::unit);
        add(things, known, scripts.users(), Users::at, user -> UserState.there(ArrivingFiles.LATER));
        add(
                things,
                known,
                scripts.groups(),
                Groups::at,
                group -> new GroupState.Present(new Foreseen.Later<>(ArrivingFiles.LATER)));
        return List.of(
                new Effect.Opaque("what the scripts of packages do is not known before they run", reach),
                new Effect.Brings(things));
    }

    private static <S extends HostState> void add(
            List<Effect.Sets<?>> to,
            Knowledge known,
            Set<String> names,
            Function<String, StateKey<S>> key,
            Function<String, S> after) {
        for (String name : new TreeSet<>(names)) {
            boolean there = known.of(key.apply(name)) instanceof Observed.Known<S>(S state, var how) && state.present();
            if (!there) {
                to.add(new Effect.Sets<>(key.apply(name), after.apply(name)));
            }
        }
    }

    private UnitState unit(String name) {
        Foreseen<String> enablement = scripts.enabled().contains(name) ? new Foreseen.Exactly<>("enabled") : LATER;
        if (name.contains("@.")) {
            return UnitState.there(INACTIVE, enablement);
        }
        return UnitState.there(scripts.started().contains(name) ? started(name) : LATER, enablement);
    }

    private Foreseen<String> started(String name) {
        if (!startsServices) {
            return INACTIVE;
        }
        return archives.policy() || texts(name).anyMatch(Arrivals::mayNotRun)
                ? LATER
                : new Foreseen.Exactly<>("active");
    }

    private Stream<String> texts(String unit) {
        return archives.settings().entrySet().stream()
                .filter(setting -> setting.getKey().endsWith("/systemd/system/" + unit))
                .map(setting -> setting.getValue().utf8());
    }

    /** What has a condition may not start; a single piece of work has ended soon after. */
    private static boolean mayNotRun(String unit) {
        List<String> lines = unit.lines().map(String::strip).toList();
        boolean stays = lines.stream().anyMatch(line -> line.matches("RemainAfterExit=(yes|true|1|on)"));
        return lines.stream().anyMatch(line -> line.matches("(Condition|Assert)\\w+=.*"))
                || (lines.contains("Type=oneshot") && !stays);
    }
}
