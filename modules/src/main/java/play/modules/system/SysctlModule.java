package play.modules.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import play.files.EditedFile;
import play.files.Steps;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Presence;
import play.param.RequiredIf;
import play.value.Foreseen;

/** A setting of the kernel: its value now, and the line of a file that sets it at boot. */
public final class SysctlModule implements Resource<SysctlModule.Params> {
    @RequiredIf(when = "state", is = "present", needs = "value")
    public record Params(
            @Doc("Name of the setting, such as net.ipv4.ip_forward.")
            @Alias("key")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_./:*-]*", expected = "the name of a kernel setting")
            String name,

            @Doc("Its value; needed with state: present.")
            @Alias("val")
            @Matches(value = "[^\\n]*", expected = "a single line")
            Optional<String> value,

            @Doc("Whether the setting is to be made; absent takes its line out of the file and leaves the running"
                    + " kernel as it is.")
            @Default("present")
            Presence state,

            @Doc("The file that sets it at boot; its directory must be there.") @Default("/etc/sysctl.conf") @HostPath
            String sysctlFile,

            @Doc("Whether the running kernel gets the value too.") @Default("true")
            boolean reload,

            @Doc("The same as reload, for playbooks that say it so; either is enough.") @Default("false")
            boolean sysctlSet,

            @Doc("Whether a setting that the running kernel does not have is only written into the file.")
            @Default("false")
            boolean ignoreerrors) {}

    /** Settings that the kernel has only with a module. */
    private static final Map<String, String> MODULES = Map.of(
            "net.bridge.", "br_netfilter", "net.netfilter.nf_conntrack", "nf_conntrack", "net.ipv4.vs.", "ip_vs");

    private static final String FORWARD =
            "name: net.ipv4.ip_forward\nvalue: 1\nsysctl_file: /etc/sysctl.d/90-example.conf\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "sysctl",
                    "Sets a kernel parameter, now and at boot.",
                    Params.class,
                    new Example("absent", "echo 0 >/proc/sys/net/ipv4/ip_forward", FORWARD),
                    new Example(
                            "drifted",
                            "echo 0 >/proc/sys/net/ipv4/ip_forward; echo net.ipv4.ip_forward=0"
                                    + " >/etc/sysctl.d/90-example.conf",
                            FORWARD),
                    new Example(
                            "right",
                            "echo 1 >/proc/sys/net/ipv4/ip_forward; echo net/ipv4/ip_forward=1"
                                    + " >/etc/sysctl.d/90-example.conf",
                            FORWARD),
                    new Example(
                            "to be removed",
                            "echo vm.swappiness=1 >/etc/sysctl.d/90-example.conf",
                            "name: vm.swappiness\nstate: absent\nsysctl_file: /etc/sysctl.d/90-example.conf\n"))
            .alias("ansible.posix.sysctl")
            .insteadOf(new Program("sysctl", "^(?!.*(=|\\s-\\w*[wp]|--system))"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static EditedFile file(Params params) {
        return new EditedFile(params.sysctlFile(), true, false, WantedAttributes.ANY, Replacing.WHOLE);
    }

    private static boolean runs(Params params) {
        return params.state() == Presence.PRESENT && (params.reload() || params.sysctlSet());
    }

    private static Optional<String> module(Params params) {
        return MODULES.entrySet().stream()
                .filter(entry -> params.name().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(file(params).probes());
        if (runs(params)) {
            keys.add(Sysctls.at(params.name()));
            module(params).ifPresent(module -> keys.add(KernelModules.at(module)));
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.state() == Presence.ABSENT) {
            return file(params).plan(known, text -> SysctlLines.remove(text, params.name()));
        }
        String value = params.value().orElseThrow().strip();
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        if (runs(params)) {
            steps.add(now -> set(params, value, now));
        }
        steps.add(now -> file(params).plan(now, text -> SysctlLines.set(text, params.name(), value)));
        return Steps.inOrder(known, steps);
    }

    private static Plan set(Params params, String value, Knowledge known) {
        return switch (known.of(Sysctls.at(params.name()))) {
            case Observed.Unknown<SysctlState>(String reason) ->
                loadedBefore(params, known) ? set(params, value) : new Plan.Undetermined(reason);
            case Observed.Known<SysctlState>(SysctlState.Absent absent, var how) -> {
                if (loadedBefore(params, known)) {
                    yield set(params, value);
                }
                if (params.ignoreerrors()) {
                    yield Plan.UNCHANGED;
                }
                yield new Plan.Rejected("the host's kernel has no setting " + params.name()
                        + module(params)
                                .map(module ->
                                        "; the module " + module + " brings it: `modprobe: name=" + module + "` before")
                                .orElse("; ignoreerrors: true only writes it into " + params.sysctlFile()));
            }
            case Observed.Known<SysctlState>(SysctlState.Present now, var how) -> {
                if (now.value().is(Sysctls.normal(value))) {
                    yield Plan.UNCHANGED;
                }
                yield now.writable()
                        ? set(params, value)
                        : new Plan.Rejected(params.name() + " is " + now.value() + " and cannot be set to " + value
                                + " here: " + Sysctls.path(params.name())
                                + " is read-only for this user (is the host a container, or is become: true missing?)");
            }
        };
    }

    /** Whether an earlier task of a dry run loads the module that has the setting. */
    private static boolean loadedBefore(Params params, Knowledge known) {
        return module(params)
                .filter(module -> known.of(KernelModules.at(module))
                                instanceof Observed.Known<KernelModule>(KernelModule state, var how)
                        && state.present())
                .isPresent();
    }

    private static Plan set(Params params, String value) {
        String path = ShellWords.quote(Sysctls.path(params.name()));
        String script = "p=" + path + "\nv=" + ShellWords.quote(value) + "\n"
                + "printf '%s\\n' \"$v\" >\"$p\" || { echo \"the kernel does not take '$v' for $p\" >&2; exit 1; }\n";
        SysctlState after = new SysctlState.Present(new Foreseen.Exactly<>(Sysctls.normal(value)), true);
        return new Plan.Change(
                "set " + params.name() + " to " + value,
                new Action.Run(
                        "set " + params.name(),
                        Script.of(script),
                        List.of(new Effect.Sets<>(Sysctls.at(params.name()), after))));
    }
}
