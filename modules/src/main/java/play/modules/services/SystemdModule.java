package play.modules.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Steps;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.services.UnitState.Loaded;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.NoEffect;
import play.param.RequiredBy;
import play.param.RequiredOneOf;
import play.param.TemplateFile;
import play.result.Named;
import play.result.When;
import play.value.Content;

/** A unit of systemd: its file, whether it starts at boot, whether it runs. */
public final class SystemdModule implements Resource<SystemdModule.Params> {
    /** Which of the host's managers is meant. */
    public enum Scope {
        SYSTEM
    }

    @MutuallyExclusive({"unit", "content"})
    @RequiredOneOf({"name", "daemon_reload"})
    @RequiredBy(value = "state", needs = "name")
    @RequiredBy(value = "enabled", needs = "name")
    @RequiredBy(value = "masked", needs = "name")
    @RequiredBy(value = "unit", needs = "name")
    @RequiredBy(value = "content", needs = "name")
    public record Params(
            @Doc("The unit; without a type it is a service. It may be left out where systemd is only to read the files"
                    + " of all units again (daemon_reload).")
            @Alias({"service"})
            @Matches(value = UnitName.PATTERN, expected = UnitName.EXPECTED)
            Optional<String> name,

            @Doc("started and stopped act only where needed; restarted and reloaded always (a unit that does not"
                    + " run is started).")
            Optional<UnitWish.Target> state,

            @Doc("Whether it starts at boot.") Optional<Boolean> enabled,

            @Doc("Whether it is kept from starting by any means.")
            Optional<Boolean> masked,

            @Doc("Template of the unit's file on the controller; it is written to /etc/systemd/system.")
            Optional<TemplateFile> unit,

            @Doc("Text of the unit's file; it is written to /etc/systemd/system.")
            Optional<Content> content,

            @Doc("With state: started, whether a unit that runs is restarted when its file changes.") @Default("false")
            boolean restartOnChange,

            @Doc("Whether systemd reads files of units again; it is done, and is a change, only where they have changed"
                    + " since it read them. true where a unit is named.")
            @Alias({"daemon-reload"})
            Optional<Boolean> daemonReload,

            @Doc("Whether to go on while the unit is still starting, as the first members of a quorum need it; a"
                    + " gate comes after.")
            @Default("false")
            boolean noBlock,

            @Doc("The system's manager is meant.") @Default("system")
            Scope scope,

            @Inline OtherManagers others) {}

    /** What Ansible's service says to managers that hosts with systemd have not, and does not heed with systemd. */
    public record OtherManagers(
            @Doc("Pattern of the processes of a service.") @NoEffect("systemd knows them. Leave it out.")
            Optional<String> pattern,

            @Doc("Seconds between stop and start.") @NoEffect("systemd knows when a unit has stopped. Leave it out.")
            Optional<Integer> sleep,

            @Doc("Runlevel to be enabled in.") @NoEffect("The unit's file says what wants it. Leave it out.")
            Optional<String> runlevel,

            @Doc("The service manager.") @Default("auto") @NoEffect("It is always systemd. Leave it out.")
            String use) {}

    private static final String SLEEPER = """
        cat >/etc/systemd/system/sleeper.service <<'T'
        [Service]
        ExecStart=/bin/sleep infinity
        [Install]
        WantedBy=multi-user.target
        T
        """;

    private static final String SLEEPER_UP =
            "name: sleeper\nstate: started\nenabled: true\ncontent: |\n  [Service]\n  ExecStart=/bin/sleep infinity\n"
                    + "  [Install]\n  WantedBy=multi-user.target\n";

    record Result(
            @Doc("Name of the unit, with its kind.") @When("it is named")
            Optional<String> name,

            @Doc("started or stopped, as the task has it.") @When("the task has it")
            Optional<String> state,

            @Doc("Whether it starts at boot, as the task has it.") @When("the task has it")
            Optional<Boolean> enabled,

            @Doc("Properties of the unit.") @When("it is loaded")
            Optional<Status> status) {
        record Status(
                @Doc("active, inactive, failed, or what is in between.") @Named("ActiveState")
                String activeState,

                @Doc("enabled, disabled, masked, static and others.") @Named("UnitFileState")
                String unitFileState) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "systemd",
                    "Starts, stops, enables or disables a systemd unit, and writes its file if the task has it.",
                    Params.class,
                    new Example("absent", "", SLEEPER_UP),
                    new Example(
                            "drifted: another text, stopped",
                            SLEEPER + "echo '# old' >>/etc/systemd/system/sleeper.service; systemctl daemon-reload",
                            SLEEPER_UP),
                    new Example(
                            "right", SLEEPER + "systemctl daemon-reload; systemctl enable --now sleeper", SLEEPER_UP),
                    new Example(
                            "running, to be stopped",
                            SLEEPER + "systemctl daemon-reload; systemctl start sleeper",
                            "name: sleeper\nstate: stopped\n"),
                    new Example(
                            "restarting, to be stopped",
                            SLEEPER
                                    + "sed -i 's/sleep infinity/false\\n"
                                    + "Restart=always\\n"
                                    + "RestartSec=1h/' /etc/systemd/system/sleeper.service; systemctl daemon-reload\n"
                                    + "systemctl start sleeper; until [ \"$(systemctl show -p SubState sleeper)\" ="
                                    + " SubState=auto-restart ]; do sleep 0.1; done",
                            "name: sleeper\nstate: stopped\n"),
                    new Example(
                            "to be masked", "", "name: systemd-tmpfiles-clean.timer\nstate: stopped\nmasked: true\n"),
                    new Example(
                            "masked",
                            "systemctl mask dpkg-db-backup.timer",
                            "name: dpkg-db-backup.timer\nmasked: false\n"),
                    new Example("drifted: a file that is not read", SLEEPER, "daemon_reload: true\n"),
                    new Example(
                            "drifted: an addition that is not read",
                            SLEEPER + "systemctl daemon-reload; systemctl start sleeper; sleep 0.1\n"
                                    + "mkdir /etc/systemd/system/sleeper.service.d\n"
                                    + "printf '[Service]\\nNice=3\\n' >/etc/systemd/system/sleeper.service.d/a.conf\n",
                            "name: sleeper\nstate: started\n"),
                    new Example("right: all files are read", "systemctl daemon-reload", "daemon_reload: true\n"))
            .asInAnsible()
            .alias("systemd_service", "ansible.builtin.systemd_service", "service", "ansible.builtin.service")
            .insteadOf(
                    new Program(
                            "systemctl",
                            "\\s(is-[\\w-]+|status|show|list-\\S+|cat|get-default|--version|reboot|poweroff|halt)"
                                    + "(?![\\w-])"),
                    new Program("service", "\\sstatus\\b"),
                    new Program("chkconfig", "\\s--list\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(UnitFiles.KEY));
        params.name().map(UnitName::full).ifPresent(name -> {
            keys.add(Units.at(name));
            UnitName.files(name).forEach(file -> keys.add(Files.withoutDigest(file)));
            keys.add(Files.withoutDigest(UnitName.additions(name)));
            wanted(name, params).ifPresent(file -> keys.addAll(file.probes()));
        });
        return keys;
    }

    private static Optional<Content> content(Params params) {
        return params.content().or(() -> params.unit().map(TemplateFile::content));
    }

    private static Optional<WantedFile> wanted(String name, Params params) {
        String path = UnitName.OWN_FOLDER + "/" + name;
        return content(params).map(content -> new WantedFile(path, content, WantedAttributes.of("root", 0644)));
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.name().map(UnitName::full).flatMap(name -> fault(name, params)).stream()
                .map(why -> new Binding.Fault("", why))
                .toList();
    }

    private static Optional<String> fault(String name, Params params) {
        UnitWish wish = wish(name, params, false);
        Optional<String> template = UnitName.isTemplate(name) && wish.target().isPresent()
                ? Optional.of(
                        name + " is a template, which cannot run; name an instance: " + name.replace("@.", "@NAME."))
                : Optional.empty();
        return wish.contradiction().or(() -> template);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.name().isEmpty()) {
            return Plan.on(known.of(UnitFiles.KEY), files -> allFiles(params, files));
        }
        String name = UnitName.full(params.name().get());
        Optional<WantedFile> file = wanted(name, params);
        if (file.isEmpty()) {
            return UnitOnHost.plan(wish(name, params, false), content(params), known);
        }
        boolean rewritten = file.get().plan(known) instanceof Plan.Change;
        return Steps.inOrder(
                known,
                List.of(file.get()::plan, now -> UnitOnHost.plan(wish(name, params, rewritten), content(params), now)));
    }

    private static Plan allFiles(Params params, UnitFiles files) {
        return files.read() || !params.daemonReload().orElse(false)
                ? Plan.UNCHANGED
                : new Plan.Change("read files of units again", UnitPlan.reload());
    }

    private static UnitWish wish(String name, Params params, boolean rewritten) {
        return new UnitWish(
                name,
                params.state(),
                params.enabled(),
                params.masked(),
                !params.noBlock(),
                params.daemonReload().orElse(true),
                rewritten,
                params.restartOnChange());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        params.name().map(UnitName::full).ifPresent(name -> {
            result.put("name", name);
            params.state()
                    .ifPresent(state -> result.put("state", state == UnitWish.Target.STOPPED ? "stopped" : "started"));
            params.enabled().ifPresent(enabled -> result.put("enabled", enabled));
            if (after.of(Units.at(name)) instanceof Observed.Known<UnitState>(Loaded unit, var how)) {
                result.put("status", status(unit));
            }
        });
        return result;
    }

    private static Map<String, @Nullable Object> status(Loaded unit) {
        return Map.of(
                "ActiveState", unit.active().orUnknown(),
                "UnitFileState", unit.enablement().orUnknown());
    }
}
