package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.module.Action;
import play.modules.packages.PackageModule.Params;
import play.value.Foreseen;

/**
 * What the package manager notes of installed packages: that somebody has asked for them, and whether they are held.
 */
record Notes(Params params, PackageTool tool, Knowledge known) {
    /**
     * What is still to be noted once packages have come.
     *
     * @param coming versions of what is installed before; the package manager knows that these are asked for
     */
    List<Action.Run> actions(Map<String, Foreseen<String>> coming) {
        List<Action.Run> actions = new ArrayList<>();
        if (params.state().installs()) {
            asked(coming).ifPresent(actions::add);
            params.hold().flatMap(held -> held(held, coming)).ifPresent(actions::add);
        }
        return actions;
    }

    private List<String> names() {
        return params.named().stream()
                .map(name -> PackageRequest.of(name).name())
                .toList();
    }

    /** Those that came for others would go with them, though the task asks for them by name. */
    private Optional<Action.Run> asked(Map<String, Foreseen<String>> coming) {
        List<Effect> effects = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String name : names()) {
            if (!coming.containsKey(name)
                    && Packages.now(known, name) instanceof PackageState.Installed now
                    && now.automatic().is(true)) {
                names.add(name);
                effects.add(new Effect.Sets<>(Packages.at(name), Packages.asked(known, name, now.version())));
            }
        }
        return note(
                "mark " + String.join(" ", names) + " as manually installed",
                names,
                tool.markManual(names, params.settings()),
                effects);
    }

    private Optional<Action.Run> held(boolean held, Map<String, Foreseen<String>> coming) {
        List<Effect> effects = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String name : names()) {
            Optional<PackageState.Installed> installed = installed(name, coming);
            if (installed.isPresent() && installed.get().held() != held) {
                names.add(name);
                effects.add(new Effect.Sets<>(Packages.at(name), installed.get().asHeld(held)));
            }
        }
        return note(
                (held ? "hold " : "unhold ") + String.join(" ", names),
                names,
                tool.hold(names, held, params.settings()),
                effects);
    }

    private Optional<PackageState.Installed> installed(String name, Map<String, Foreseen<String>> coming) {
        Optional<Foreseen<String>> version = Optional.ofNullable(coming.get(name))
                .or(() -> Packages.now(known, name) instanceof PackageState.Installed now
                        ? Optional.of(now.version())
                        : Optional.empty());
        return version.map(one -> Packages.asked(known, name, one));
    }

    private static Optional<Action.Run> note(String title, List<String> names, Script script, List<Effect> effects) {
        return names.isEmpty() ? Optional.empty() : Optional.of(new Action.Run(title, script, effects));
    }
}
