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
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
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
        SYSTEM,
        USER,
        GLOBAL
    }

    @MutuallyExclusive({"unit", "content"})
    @RequiredOneOf({"name", "daemon_reload", "daemon_reexec"})
    @RequiredBy(value = "state", needs = "name")
    @RequiredBy(value = "enabled", needs = "name")
    @RequiredBy(value = "masked", needs = "name")
    @RequiredBy(value = "unit", needs = "name")
    @RequiredBy(value = "content", needs = "name")
    public record Params(
            @Doc("The unit; without a type it is a service. It may be left out where systemd is only to read the files"
                    + " of all units again (daemon_reload), or to execute itself anew (daemon_reexec).")
            @Alias({"service"})
            @Matches(value = UnitName.PATTERN, expected = UnitName.EXPECTED)
            Optional<String> name,

            @Doc("started and stopped act only where needed; restarted and reloaded always (a unit that does not"
                    + " run is started).")
            Optional<UnitWish.Target> state,

            @Doc("Whether it starts at boot.") Optional<Boolean> enabled,

            @Doc("Whether it is kept from starting by any means.")
            Optional<Boolean> masked,

            @Doc("Template of the unit's file on the controller; it is written to /etc/systemd/system, with scope: user"
                    + " to ~/.config/systemd/user, with scope: global to /etc/systemd/user.")
            Optional<TemplateFile> unit,

            @Doc("Text of the unit's file; it is written where unit is.")
            Optional<Content> content,

            @Doc("With state: started, whether a unit that runs is restarted when its file changes.") @Default("false")
            boolean restartOnChange,

            @Doc("Whether systemd reads files of units again; it is done, and is a change, only where they have changed"
                    + " since it read them. true where a unit is named.")
            @Alias({"daemon-reload"})
            Optional<Boolean> daemonReload,

            @Doc("Whether systemd executes itself anew, which keeps all that runs; it is done, and is a change, only"
                    + " where its program or a library was replaced, or its settings (system.conf) have changed since"
                    + " it read them.")
            @Alias({"daemon-reexec"})
            @Default("false")
            boolean daemonReexec,

            @Doc("Whether to go on while the unit is still starting or stopping, as the first members of a quorum need"
                    + " it; a gate comes after.")
            @Default("false")
            boolean noBlock,

            @Doc("Whether links that are in the way of enabled or masked are replaced.") @Default("false")
            boolean force,

            @Doc("Whose manager is meant: that of the system; that of the user as whom the task runs (become_user), who"
                    + " is logged in or lingers (loginctl enable-linger); or those of all users when they next start,"
                    + " for which units can only be enabled and masked.")
            @Default("system")
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
                    UnitExamples.all())
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

    /** Of a user's manager, the user is asked for first. */
    @Override
    public List<StateKey<?>> probes(Params params) {
        return switch (params.scope()) {
            case SYSTEM -> probes(params, Manager.SYSTEM);
            case GLOBAL -> probes(params, Manager.GLOBAL);
            case USER -> List.of(Identity.KEY);
        };
    }

    private static List<StateKey<?>> probes(Params params, Manager manager) {
        List<StateKey<?>> keys = new ArrayList<>();
        if (manager.runs()) {
            keys.add(UnitFiles.of(manager));
        }
        if (params.daemonReexec()) {
            keys.add(ManagerProgram.of(manager));
        }
        params.name().map(UnitName::full).ifPresent(name -> {
            keys.add(Units.at(manager, name));
            manager.files(name).forEach(file -> keys.add(Files.withoutDigest(file)));
            keys.add(Files.withoutDigest(manager.additions(name)));
            wanted(manager, name, params).ifPresent(file -> keys.addAll(file.probes()));
        });
        return keys;
    }

    private static Optional<Content> content(Params params) {
        return params.content().or(() -> params.unit().map(TemplateFile::content));
    }

    /** A user's own file is the user's, who writes it. */
    private static Optional<WantedFile> wanted(Manager manager, String name, Params params) {
        String path = manager.ownFolder() + "/" + name;
        WantedAttributes attributes = manager instanceof Manager.OfUser
                ? WantedAttributes.of(Optional.empty(), Optional.empty(), Optional.of(new Mode(0644)))
                : WantedAttributes.of("root", 0644);
        return content(params).map(content -> new WantedFile(path, content, attributes));
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.scope() == Scope.GLOBAL) {
            params.state().ifPresent(state -> faults.add(onlyFiles("state")));
            params.daemonReload().filter(reload -> reload).ifPresent(reload -> faults.add(onlyFiles("daemon_reload")));
            if (params.daemonReexec()) {
                faults.add(onlyFiles("daemon_reexec"));
            }
        }
        params.name()
                .map(UnitName::full)
                .flatMap(name -> fault(name, params))
                .ifPresent(why -> faults.add(new Binding.Fault("", why)));
        return faults;
    }

    private static Binding.Fault onlyFiles(String parameter) {
        return new Binding.Fault(
                parameter,
                "with scope: global no manager is asked anything: units can be enabled, disabled and masked, and users'"
                        + " managers heed it when they next start; scope: user means the manager of one user");
    }

    private static Optional<String> fault(String name, Params params) {
        UnitWish wish = wish(Manager.SYSTEM, name, params, false);
        Optional<String> template = UnitName.isTemplate(name) && wish.target().isPresent()
                ? Optional.of(
                        name + " is a template, which cannot run; name an instance: " + name.replace("@.", "@NAME."))
                : Optional.empty();
        return wish.contradiction().or(() -> template);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (params.scope()) {
            case SYSTEM -> plan(params, Manager.SYSTEM, known);
            case GLOBAL -> plan(params, Manager.GLOBAL, known);
            case USER ->
                Plan.on(known.of(Identity.KEY), self -> ofUser(params, new Manager.OfUser(self.home()), known));
        };
    }

    private static Plan ofUser(Params params, Manager manager, Knowledge known) {
        List<StateKey<?>> missing = new ArrayList<>(probes(params, manager));
        missing.removeIf(known::has);
        return missing.isEmpty() ? plan(params, manager, known) : new Plan.Needs(missing);
    }

    private static Plan plan(Params params, Manager manager, Knowledge known) {
        return Steps.inOrder(known, List.of(now -> program(params, manager, now), now -> units(params, manager, now)));
    }

    private static Plan program(Params params, Manager manager, Knowledge known) {
        if (!params.daemonReexec()) {
            return Plan.UNCHANGED;
        }
        return Plan.on(
                known.of(ManagerProgram.of(manager)),
                program -> program.current()
                        ? Plan.UNCHANGED
                        : new Plan.Change("execute systemd anew", UnitPlan.reexecute(manager)));
    }

    private static Plan units(Params params, Manager manager, Knowledge known) {
        if (params.name().isEmpty()) {
            return Plan.on(known.of(UnitFiles.of(manager)), files -> allFiles(params, manager, files));
        }
        String name = UnitName.full(params.name().get());
        Optional<WantedFile> file = wanted(manager, name, params);
        if (file.isEmpty()) {
            return UnitOnHost.plan(wish(manager, name, params, false), content(params), known);
        }
        boolean rewritten = file.get().plan(known) instanceof Plan.Change;
        return Steps.inOrder(
                known,
                List.of(
                        file.get()::plan,
                        now -> UnitOnHost.plan(wish(manager, name, params, rewritten), content(params), now)));
    }

    private static Plan allFiles(Params params, Manager manager, UnitFiles files) {
        return files.read() || !params.daemonReload().orElse(false)
                ? Plan.UNCHANGED
                : new Plan.Change("read files of units again", UnitPlan.reload(manager));
    }

    private static UnitWish wish(Manager manager, String name, Params params, boolean rewritten) {
        return new UnitWish(
                manager,
                name,
                params.state(),
                params.enabled(),
                params.masked(),
                rewritten,
                new UnitWish.Manner(
                        !params.noBlock(),
                        params.daemonReload().orElse(true) && manager.runs(),
                        params.restartOnChange(),
                        params.force()));
    }

    private static Optional<Manager> manager(Params params, Knowledge known) {
        return switch (params.scope()) {
            case SYSTEM -> Optional.of(Manager.SYSTEM);
            case GLOBAL -> Optional.of(Manager.GLOBAL);
            case USER ->
                known.of(Identity.KEY) instanceof Observed.Known<Identity>(Identity self, var how)
                        ? Optional.of(new Manager.OfUser(self.home()))
                        : Optional.empty();
        };
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        params.name().map(UnitName::full).ifPresent(name -> {
            result.put("name", name);
            params.state()
                    .ifPresent(state -> result.put("state", state == UnitWish.Target.STOPPED ? "stopped" : "started"));
            params.enabled().ifPresent(enabled -> result.put("enabled", enabled));
            manager(params, after).ifPresent(manager -> {
                if (after.of(Units.at(manager, name)) instanceof Observed.Known<UnitState>(Loaded unit, var how)) {
                    result.put("status", status(unit));
                }
            });
        });
        return result;
    }

    private static Map<String, @Nullable Object> status(Loaded unit) {
        return Map.of(
                "ActiveState", unit.active().orUnknown(),
                "UnitFileState", unit.enablement().orUnknown());
    }
}
