package play.modules.boot;

import java.util.List;
import java.util.Map;
import play.host.Identity;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;

/** Whether a host lets the task's user in and runs scripts. No ICMP. */
public final class PingModule implements Query<PingModule.Params> {
    /** What has Ansible's module crash, so that people can see what that looks like. */
    private static final String CRASH = "crash";

    public record Params(
            @Doc("What is returned as ping; with crash the task fails.") @Default("pong")
            String data) {}

    record Result(@Doc("The data.") String ping) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "ping",
                    "Checks that the host can be reached and runs scripts as the task's user.",
                    Params.class,
                    new Example("a host", "", "{}\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Identity.KEY);
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return params.data().equals(CRASH)
                ? new Answer.Failed("boom, as data: crash asks for")
                : Answer.on(known.of(Identity.KEY), self -> new Answer.Found(Map.of("ping", params.data())));
    }
}
