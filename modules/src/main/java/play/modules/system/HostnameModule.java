package play.modules.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Doc;
import play.param.Matches;
import play.value.Content;

/** What a host calls itself, now and after a boot. */
public final class HostnameModule implements Resource<HostnameModule.Params> {
    /** The ways of Ansible's that keep the name in {@code /etc/hostname}. */
    public enum Use {
        ALPINE,
        DEBIAN,
        GENERIC,
        SYSTEMD
    }

    public record Params(
            @Doc("The name, without or with a domain.")
            @Matches(
                    value = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                            + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
                    expected = "letters, digits and hyphens, with dots between labels")
            String name,

            @Doc("How Ansible would do it. Those named here all keep the name in /etc/hostname, as this module does.")
            Optional<Use> use) {}

    record Result(@Doc("The host name.") String name) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "hostname",
                    "Sets the host name.",
                    Params.class,
                    new Example("absent", "rm /etc/hostname", "name: node-1.example.org\n"),
                    new Example("drifted", "echo other >/etc/hostname; hostname node-1", "name: node-1\n"),
                    new Example("right", "echo node-1 >/etc/hostname; hostname node-1", "name: node-1\n"))
            .asInAnsible()
            .insteadOf(new Program("hostnamectl", "^\\S+\\s*(status\\b.*|--\\S+)?$"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static WantedFile file(Params params) {
        return new WantedFile("/etc/hostname", Content.of(params.name() + "\n"), WantedAttributes.of("root", 0644));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(file(params).probes());
        keys.add(HostNameState.KEY);
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(HostNameState.KEY), now -> plan(params, now, known));
    }

    private static Plan plan(Params params, HostNameState now, Knowledge known) {
        HostNameState after = new HostNameState(params.name(), params.name());
        if (now.equals(after)) {
            return Plan.UNCHANGED;
        }
        List<Action> actions = new ArrayList<>();
        if (!now.atBoot().equals(params.name())) {
            switch (file(params).plan(known)) {
                case Plan.Change(String title, List<Action> writes) -> actions.addAll(writes);
                case Plan.Unchanged unchanged -> {}
                case Plan other -> {
                    return other;
                }
            }
        }
        String script = "PATH=$PATH:/usr/sbin:/sbin\nhostname " + ShellWords.quote(params.name());
        actions.add(new Action.Run(
                "hostname " + params.name(), Script.of(script), List.of(new Effect.Sets<>(HostNameState.KEY, after))));
        return new Plan.Change("set the host name to " + params.name(), actions);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("name", params.name());
    }
}
