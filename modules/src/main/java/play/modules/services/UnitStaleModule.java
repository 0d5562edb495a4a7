package play.modules.services;

import java.util.List;
import java.util.Map;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** Whether a unit runs with files as they were: what a handler that never ran has left behind. */
public final class UnitStaleModule implements Query<UnitStaleModule.Params> {
    public record Params(
            @Doc("The unit; without a type it is a service.")
            @Matches(value = UnitName.PATTERN, expected = UnitName.EXPECTED)
            String unit,

            @Doc("Files that it reads when it starts; one that is not there does not count.") @HostPath
            List<String> files,

            @Doc("Whether it reads them also when it is reloaded.") @Default("false")
            boolean reloads) {

        private StateKey<SinceStart> start() {
            return new UnitStart(UnitName.full(unit), reloads, files).key();
        }
    }

    record Result(
            @Doc("Whether it runs since before one of the files was changed.")
            boolean stale,

            @Doc("Those of the files.") List<String> newer) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "unit_stale",
                    "Tells whether a unit runs since before files that it reads at its start were changed, so that it"
                            + " goes by what they held before.",
                    Params.class,
                    new Example("a kubelet", "", "unit: kubelet\nfiles: [/etc/kubernetes/pki/ca.crt]\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.start());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(
                known.of(params.start()),
                start -> new Answer.Found(
                        Map.of("stale", !start.newer().isEmpty(), "newer", List.copyOf(start.newer()))));
    }
}
