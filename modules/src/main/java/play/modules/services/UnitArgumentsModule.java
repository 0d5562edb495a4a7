package play.modules.services;

import java.util.List;
import java.util.Map;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** Whether another version of a program takes the arguments that a unit runs with. */
public final class UnitArgumentsModule implements Query<UnitArgumentsModule.Params> {
    public record Params(
            @Doc("The unit; without a type it is a service. It must run.")
            @Matches(value = UnitName.PATTERN, expected = UnitName.EXPECTED)
            String unit,

            @Doc("The program that is to take its arguments, a path on the host. It is started with these and"
                    + " --version, and must end then without having done anything.")
            @HostPath
            String program) {

        private StateKey<ArgumentsTrial> trial() {
            return new ArgumentsTrial.Family(UnitName.full(unit), program).key();
        }
    }

    record Result(
            @Doc("What the program says against them; empty where it takes them.")
            String refusal) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "unit_arguments",
                    "Tries whether a program takes the arguments that a unit runs with, such as another version of its"
                            + " program that has lost a flag or a feature gate.",
                    Params.class,
                    new Example(
                            "the next version",
                            "",
                            "unit: kube-apiserver\nprogram: /opt/k8s/1.37.2/bin/kube-apiserver\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.trial());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(params.trial()), trial -> new Answer.Found(Map.of("refusal", trial.refusal())));
    }
}
