package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.module.Action;
import play.modules.packages.PackageModule.Params;
import play.value.Foreseen;

/** Whether upgrades pass packages over, as a task has it. */
record Holds(Params params, PackageTool tool, Knowledge known) {
    private List<String> names() {
        return params.named().stream()
                .map(PackageRequest::of)
                .map(PackageRequest::name)
                .toList();
    }

    String title() {
        return (params.hold().orElse(false) ? "hold " : "no longer hold ") + String.join(", ", names());
    }

    /** @param coming versions of what is installed before */
    List<Action> actions(Map<String, Foreseen<String>> coming) {
        if (params.hold().isEmpty() || !params.state().installs()) {
            return List.of();
        }
        boolean held = params.hold().get();
        List<String> others = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        for (String name : names()) {
            Optional<Foreseen<String>> version = Optional.ofNullable(coming.get(name))
                    .or(() -> Packages.now(known, name) instanceof PackageState.Installed(var now, boolean h)
                            ? Optional.of(now)
                            : Optional.empty());
            if (version.isPresent() && Packages.isHeld(known, name) != held) {
                others.add(name);
                effects.add(new Effect.Sets<>(Packages.at(name), new PackageState.Installed(version.get(), held)));
            }
        }
        return others.isEmpty()
                ? List.of()
                : List.of(new Action.Run(
                        (held ? "hold " : "unhold ") + String.join(" ", others),
                        tool.hold(others, held, params.settings()),
                        effects));
    }
}
