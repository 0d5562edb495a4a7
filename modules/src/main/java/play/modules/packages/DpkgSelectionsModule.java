package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Doc;
import play.param.Matches;

/** What dpkg has noted that is to become of a package. */
public final class DpkgSelectionsModule implements Resource<DpkgSelectionsModule.Params> {
    /** In dpkg's words. */
    public enum Selection {
        INSTALL,
        HOLD,
        DEINSTALL,
        PURGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Params(
            @Doc("Name of a package that dpkg knows.")
            @Matches(value = "[a-z0-9][a-z0-9+.-]*(:[a-z0-9-]+)?", expected = "the name of a package")
            String name,

            @Doc("What is to become of it; hold keeps it as it is. Nothing is installed or removed by this.")
            Selection selection) {}

    record Result(@Doc("The selection that is wanted.") String selection) {}

    private static final String HOLD = "name: gzip\nselection: hold\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "dpkg_selections",
                    "Sets what dpkg has noted that is to become of a package.",
                    Params.class,
                    new Example("absent: not held", "", HOLD),
                    new Example("drifted", "echo gzip deinstall | dpkg --set-selections", HOLD),
                    new Example("right", "echo gzip hold | dpkg --set-selections", HOLD))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Selections.at(params.name()), Packages.at(params.name()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        String wanted = params.selection().word();
        return Plan.on(known.of(Selections.at(params.name())), now -> {
            if (now.selection().equals(wanted)) {
                return Plan.UNCHANGED;
            }
            boolean installed = Packages.now(known, params.name()).present();
            return now.present() || installed
                    ? set(params, wanted, known)
                    : new Plan.Rejected("dpkg knows no package " + params.name()
                            + ", so nothing can be noted of it; install it first");
        });
    }

    private static Plan set(Params params, String wanted, Knowledge known) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Sets<>(Selections.at(params.name()), new Selections.Wanted(wanted)));
        if (known.of(Packages.at(params.name()))
                        instanceof Observed.Known<PackageState>(PackageState.Installed installed, var h)
                && installed.held() != wanted.equals("hold")) {
            effects.add(new Effect.Sets<>(Packages.at(params.name()), installed.asHeld(wanted.equals("hold"))));
        }
        String title = "note " + wanted + " for " + params.name();
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        Script.of("printf '%s\\n' " + ShellWords.quote(params.name() + " " + wanted)
                                + " | dpkg --set-selections\n"),
                        effects));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("selection", params.selection().word());
    }
}
