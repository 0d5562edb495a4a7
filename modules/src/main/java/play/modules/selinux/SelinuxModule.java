package play.modules.selinux;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.Paths;
import play.files.Steps;
import play.files.TextLines;
import play.files.WantedAttributes;
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
import play.module.Replacing;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** What SELinux does on a host: in the running kernel, and by the line of a file at boot. */
public final class SelinuxModule implements Resource<SelinuxModule.Params> {
    /** What SELinux is to do. */
    public enum State {
        ENFORCING,
        PERMISSIVE,
        DISABLED;

        /** What the kernel can do until it is booted again: it can't go without. */
        private SelinuxMode mode() {
            return this == ENFORCING ? SelinuxMode.ENFORCING : SelinuxMode.PERMISSIVE;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Params(
            @Doc("enforcing: SELinux denies what its policy does not allow. permissive: it only logs that. disabled:"
                    + " the same until the next boot, and nothing after it. A host without SELinux is left alone.")
            State state,

            @Doc("Name of the policy at boot, such as targeted; without, it stays as it is.")
            @Matches(value = "[A-Za-z0-9_-]+", expected = "a name such as targeted")
            Optional<String> policy,

            @Doc("File with the mode at boot.") @Default("/etc/selinux/config") @HostPath
            String configfile) {

        private EditedFile file() {
            return new EditedFile(configfile, false, false, WantedAttributes.ANY, Replacing.WHOLE);
        }

        private String atBoot(String text) {
            String moded = with(text, "SELINUX", state.word());
            return policy.map(name -> with(moded, "SELINUXTYPE", name)).orElse(moded);
        }
    }

    record Result(
            @Doc("The mode that the task asks for.") String state,

            @Doc("The policy that the task asks for; empty where it names none.")
            String policy,

            @Doc("The file with the mode at boot.") String configfile,

            @Doc("Whether the kernel has to be booted before it is as the task says.")
            boolean rebootRequired) {}

    private static final String PERMISSIVE = "state: permissive\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "selinux",
                    "Sets the mode of SELinux, now and at boot, and its policy at boot.",
                    Params.class,
                    new Example("absent, which is right", "", PERMISSIVE),
                    new Example(
                            "drifted at boot",
                            "mkdir -p /etc/selinux; printf 'SELINUX=enforcing\\n"
                                    + "SELINUXTYPE=default\\n"
                                    + "' >/etc/selinux/config",
                            PERMISSIVE),
                    new Example(
                            "right",
                            "mkdir -p /etc/selinux; printf 'SELINUX=permissive\\n"
                                    + "SELINUXTYPE=default\\n"
                                    + "' >/etc/selinux/config",
                            PERMISSIVE),
                    new Example(
                            "another policy, and none at boot",
                            "mkdir -p /etc/selinux; printf 'SELINUX=permissive\nSELINUXTYPE=default\n'"
                                    + " >/etc/selinux/config",
                            "state: disabled\npolicy: targeted\n"))
            .returns(Result.class)
            .alias("ansible.posix.selinux");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.file().probes());
        keys.add(SelinuxMode.KEY);
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Steps.inOrder(known, List.of(now -> running(params.state(), now), now -> atBoot(params, now)));
    }

    private static Plan running(State wanted, Knowledge known) {
        return Plan.on(known.of(SelinuxMode.KEY), state -> switch (state) {
            case SelinuxMode now when now == wanted.mode() -> Plan.UNCHANGED;
            case SelinuxMode now when now != SelinuxMode.OFF -> set(wanted);
            case SelinuxMode off ->
                wanted != State.ENFORCING
                        ? Plan.UNCHANGED
                        : new Plan.Rejected(
                                "the host's kernel runs without SELinux, and only a boot can bring it: install the"
                                        + " distribution's policy, have the kernel started with security=selinux, and"
                                        + " label the disk (fixfiles onboot)");
        });
    }

    private static Plan set(State wanted) {
        String what = "have SELinux "
                + (wanted == State.ENFORCING ? "enforce its policy" : "only log what its policy does not allow");
        return new Plan.Change(
                what,
                new Action.Run(
                        what,
                        Script.of("PATH=$PATH:/usr/sbin:/sbin setenforce " + (wanted == State.ENFORCING ? "1" : "0")),
                        List.of(new Effect.Sets<>(SelinuxMode.KEY, wanted.mode()))));
    }

    private static Plan atBoot(Params params, Knowledge known) {
        boolean nowhere = known.of(Files.at(Paths.clean(params.configfile())))
                instanceof Observed.Known<FileState>(FileState.Absent absent, var how);
        return nowhere
                        && known.of(SelinuxMode.KEY) instanceof Observed.Known<SelinuxMode>(SelinuxMode mode, var how)
                        && mode == SelinuxMode.OFF
                ? Plan.UNCHANGED
                : params.file().plan(known, params::atBoot);
    }

    /** With one line for a setting: where the last one stood, which counts, else at the end. */
    private static String with(String text, String name, String value) {
        String line = name + "=" + value;
        List<String> lines = TextLines.of(text);
        int last = -1;
        for (int i = 0; i < lines.size(); i++) {
            last = lines.get(i).startsWith(name + "=") ? i : last;
        }
        if (last >= 0 && lines.get(last).stripTrailing().equals(line)) {
            return text;
        }
        if (last < 0) {
            lines.add(line);
        } else {
            lines.set(last, line);
        }
        return TextLines.joined(lines, text);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        boolean runs = after.of(SelinuxMode.KEY) instanceof Observed.Known<SelinuxMode>(SelinuxMode mode, var how)
                && mode != SelinuxMode.OFF;
        return Map.of(
                "state",
                params.state().word(),
                "policy",
                params.policy().orElse(""),
                "configfile",
                params.configfile(),
                "reboot_required",
                runs && params.state() == State.DISABLED);
    }
}
