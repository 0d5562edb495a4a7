package play.modules.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import play.files.Steps;
import play.files.WantedAbsence;
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
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Presence;
import play.value.Content;

/** A module of the kernel: whether it is loaded, now and at boot. */
public final class ModprobeModule implements Resource<ModprobeModule.Params> {
    /** Whether it is loaded at boot. */
    public enum Persistent {
        DISABLED,
        PRESENT,
        ABSENT
    }

    public record Params(
            @Doc("Name of the module.")
            @Matches(value = "[A-Za-z0-9][A-Za-z0-9_-]*", expected = "the name of a kernel module")
            String name,

            @Doc("Whether it is to be loaded; a module that is built into the kernel counts as loaded.")
            @Default("present")
            Presence state,

            @Doc("Parameters for loading it, such as numdummies=2.") @Default("")
            String params,

            @Doc("Whether it is loaded at boot (/etc/modules-load.d, /etc/modprobe.d); disabled leaves that as it is.")
            @Default("disabled")
            Persistent persistent) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "modprobe",
                    "Loads or unloads a kernel module.",
                    Params.class,
                    new Example("absent from the boot", "", "name: br_netfilter\npersistent: present\n"),
                    new Example(
                            "drifted",
                            "echo dummy >/etc/modules-load.d/overlay.conf",
                            "name: overlay\npersistent: present\n"),
                    new Example(
                            "right",
                            "echo overlay >/etc/modules-load.d/overlay.conf",
                            "name: overlay\npersistent: present\n"),
                    new Example(
                            "no longer at boot",
                            "echo overlay >/etc/modules-load.d/overlay.conf",
                            "name: overlay\npersistent: absent\n"))
            .alias("community.general.modprobe")
            .insteadOf(new Program("modprobe"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static String loadFile(Params params) {
        return "/etc/modules-load.d/" + params.name() + ".conf";
    }

    private static String optionFile(Params params) {
        return "/etc/modprobe.d/" + params.name() + ".conf";
    }

    private static List<WantedFile> files(Params params) {
        List<WantedFile> files = new ArrayList<>();
        WantedAttributes attributes = WantedAttributes.of("root", 0644);
        if (params.persistent() == Persistent.PRESENT) {
            files.add(new WantedFile(loadFile(params), Content.of(params.name() + "\n"), attributes));
            if (!params.params().isBlank()) {
                Content options = Content.of(
                        "options " + params.name() + " " + params.params().strip() + "\n");
                files.add(new WantedFile(optionFile(params), options, attributes));
            }
        }
        return files;
    }

    /** The files that are not to be there. */
    private static List<WantedAbsence> removed(Params params) {
        return params.persistent() == Persistent.ABSENT
                ? List.of(new WantedAbsence(loadFile(params), false), new WantedAbsence(optionFile(params), false))
                : List.of();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(KernelModules.at(params.name())));
        files(params).forEach(file -> keys.addAll(file.probes()));
        removed(params).forEach(file -> keys.addAll(file.probes()));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        steps.add(now -> load(params, now));
        files(params).forEach(file -> steps.add(file::plan));
        removed(params).forEach(file -> steps.add(file::plan));
        return Steps.inOrder(known, steps);
    }

    private static Plan load(Params params, Knowledge known) {
        boolean wanted = params.state() == Presence.PRESENT;
        return Plan.on(known.of(KernelModules.at(params.name())), now -> switch (now) {
            case KernelModule.Loaded loaded ->
                wanted ? Plan.UNCHANGED : run("unload", "modprobe -r -- ", params, "", new KernelModule.Unloaded());
            case KernelModule.Builtin builtin ->
                wanted
                        ? Plan.UNCHANGED
                        : new Plan.Rejected(params.name() + " is built into the kernel, so it cannot be unloaded");
            case KernelModule.Unloaded unloaded ->
                wanted
                        ? run("load", "modprobe -- ", params, params.params(), new KernelModule.Loaded())
                        : Plan.UNCHANGED;
            case KernelModule.Missing missing ->
                wanted
                        ? new Plan.Rejected("the host's kernel has no module " + params.name()
                                + ", neither built in nor below /lib/modules; install the package that brings it, or"
                                + " another kernel")
                        : Plan.UNCHANGED;
        });
    }

    private static Plan run(String verb, String command, Params params, String more, KernelModule after) {
        List<String> words = new ArrayList<>(List.of(params.name()));
        words.addAll(Optional.of(more.strip())
                .filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split("\\s+")))
                .orElse(List.of()));
        Script script = Script.of("PATH=$PATH:/usr/sbin:/sbin; LC_ALL=C " + command + ShellWords.join(words));
        return new Plan.Change(
                verb + " the kernel module " + params.name(),
                new Action.Run(
                        verb + " " + params.name(),
                        script,
                        List.of(new Effect.Sets<>(KernelModules.at(params.name()), after))));
    }
}
