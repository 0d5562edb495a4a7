package play.contract;

import java.util.List;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;

/** Says that nobody can foresee what it makes in one folder, and makes something in another one too. */
final class FarReachingModule implements Resource<FarReachingModule.Params> {
    record Params(
            @Doc("An existing folder.") String folder,

            @Doc("Whether it tells of both folders.") @Default("false")
            boolean honest) {

        private StateKey<FileState> made() {
            return Files.withoutDigest(folder + "/told");
        }
    }

    @Override
    public ModuleSpec<Params> spec() {
        return ModuleSpec.of("far_reaching", "Breaks the contract of modules.", Params.class);
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.made());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (known.of(params.made()) instanceof Observed.Known<FileState>(FileState state, var how) && state.present()) {
            return Plan.UNCHANGED;
        }
        String folder = params.folder();
        Reach told = params.honest() ? Reach.paths(folder) : Reach.paths(folder + "/told");
        return new Plan.Change(
                "unpack something into " + folder,
                new Action.Run(
                        "unpack",
                        Script.of("cd " + ShellWords.quote(folder) + " && mkdir told other && echo >told/here"
                                + " && echo >other/elsewhere"),
                        List.of(new Effect.Opaque("it is known once it is there", told))));
    }
}
