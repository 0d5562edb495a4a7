package play.contract;

import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Doc;

/** Says that it makes a link, and makes another one. */
final class LyingModule implements Resource<LyingModule.Params> {
    record Params(@Doc("The link.") String path) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "lying",
            "Breaks the contract of modules.",
            Params.class,
            new Example("absent", "", "path: /srv/link\n"),
            new Example("drifted", "ln -s /elsewhere /srv/link", "path: /srv/link\n"),
            new Example("right", "ln -s /told /srv/link", "path: /srv/link\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Files.at(params.path()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        FileState told = new FileState.Symlink("/told");
        return known.of(Files.at(params.path())) instanceof Observed.Known<FileState>(FileState found, var how)
                        && found.equals(told)
                ? Plan.UNCHANGED
                : new Plan.Change(
                        "link " + params.path(),
                        new Action.Run(
                                "ln",
                                Script.of("ln -sfn /made " + params.path()),
                                List.of(new Effect.Sets<>(Files.at(params.path()), told))));
    }

    static Optional<Example> example(String title) {
        return SPEC.examples().stream()
                .filter(example -> example.title().equals(title))
                .findFirst();
    }
}
