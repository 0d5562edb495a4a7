package play.modules.users;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Presence;
import play.param.RequiredIf;
import play.result.When;
import play.value.Foreseen;
import play.value.Unknown;

/** A group of users on the host. */
public final class GroupModule implements Resource<GroupModule.Params> {
    @RequiredIf(when = "non_unique", is = "true", needs = "gid")
    public record Params(
            @Doc("Name of the group.") @Matches(value = AccountName.PATTERN, expected = AccountName.EXPECTED)
            String name,

            @Doc("Whether the group is to be there.") @Default("present")
            Presence state,

            @Doc("Number of the group; a new group gets the next free one.")
            Optional<Long> gid,

            @Doc("Whether another group may have the same gid.") @Default("false")
            boolean nonUnique,

            @Doc("Lowest number that a new group gets, in place of the host's GID_MIN.")
            Optional<Long> gidMin,

            @Doc("Highest number that a new group gets, in place of the host's GID_MAX.")
            Optional<Long> gidMax,

            @Doc("Whether a new group gets a number of the system's range.") @Default("false")
            boolean system,

            @Doc("Whether the group is one of the host's own files. They are changed in any case; with local, a group"
                    + " that only a directory knows is refused.")
            @Default("false")
            boolean local,

            @Doc("With state: absent, whether the group goes though it is the primary one of a user.") @Default("false")
            boolean force) {}

    record Result(
            @Doc("Name of the group.") String name,

            @Doc("Number of the group.") @When("it is there")
            Optional<Long> gid,

            @Doc("present or absent.") String state,

            @Doc("As the task says it.") @When("state: present")
            Optional<Boolean> system) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "group",
                    "Creates, changes or removes a group of users.",
                    Params.class,
                    new Example("absent", "", "name: etcd\nsystem: true\n"),
                    new Example("drifted", "groupadd -g 1900 etcd", "name: etcd\ngid: 1901\n"),
                    new Example("right", "groupadd -g 1900 etcd", "name: etcd\ngid: 1900\n"),
                    new Example(
                            "a number that another has",
                            "groupadd -g 1900 other; groupadd -g 1901 etcd",
                            "name: etcd\ngid: 1900\nnon_unique: true\nlocal: true\n"),
                    new Example("absent, with a range", "", "name: etcd\ngid_min: 5000\ngid_max: 5999\n"),
                    new Example("to be removed", "groupadd etcd", "name: etcd\nstate: absent\n"),
                    new Example(
                            "to be removed from a user",
                            "groupadd etcd; useradd -g etcd etcd",
                            "name: etcd\nstate: absent\nforce: true\n"))
            .asInAnsible()
            .insteadOf(new Program("groupadd"), new Program("groupmod"), new Program("groupdel"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(Groups.at(params.name())));
        keys.addAll(LocalFile.GROUPS.probes(params.local()));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(Groups.at(params.name())),
                state -> LocalFile.GROUPS
                        .foreign(params.local(), Groups.at(params.name()), known)
                        .map(why -> params.state() == Presence.ABSENT ? Plan.UNCHANGED : new Plan.Rejected(why))
                        .orElseGet(() -> plan(params, state)));
    }

    private static Plan plan(Params params, GroupState state) {
        boolean wanted = params.state() == Presence.PRESENT;
        return switch (state) {
            case GroupState.Absent absent -> wanted ? create(params) : Plan.UNCHANGED;
            case GroupState.Present group -> {
                if (!wanted) {
                    List<String> command = params.force() ? List.of("groupdel", "-f") : List.of("groupdel");
                    yield change("remove the group ", params, command, GroupState.ABSENT);
                }
                yield params.gid().isEmpty() || group.gid().is(params.gid().get())
                        ? Plan.UNCHANGED
                        : change("set gid of the group ", params, numbered("groupmod", params), present(params));
            }
        };
    }

    private static List<String> numbered(String program, Params params) {
        List<String> command = new ArrayList<>(List.of(program));
        params.gid().ifPresent(gid -> command.addAll(List.of("-g", gid.toString())));
        if (params.nonUnique()) {
            command.add("-o");
        }
        return command;
    }

    private static Plan create(Params params) {
        List<String> command = numbered("groupadd", params);
        if (params.system()) {
            command.add("-r");
        }
        params.gidMin().ifPresent(gid -> command.addAll(List.of("-K", "GID_MIN=" + gid)));
        params.gidMax().ifPresent(gid -> command.addAll(List.of("-K", "GID_MAX=" + gid)));
        return change("create the group ", params, command, present(params));
    }

    private static GroupState present(Params params) {
        return new GroupState.Present(params.gid()
                .<Foreseen<Long>>map(Foreseen.Exactly::new)
                .orElse(new Foreseen.Later<>("groupadd takes a free number")));
    }

    private static Plan change(String title, Params params, List<String> command, GroupState after) {
        String name = params.name();
        Script script = Script.of("LC_ALL=C " + ShellWords.join(command) + " -- " + ShellWords.quote(name));
        return new Plan.Change(
                title + name,
                new Action.Run(
                        command.getFirst() + " " + name, script, List.of(new Effect.Sets<>(Groups.at(name), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("name", params.name());
        result.put("state", params.state().name().toLowerCase(Locale.ROOT));
        if (after.of(Groups.at(params.name()))
                instanceof Observed.Known<GroupState>(GroupState.Present(Foreseen<Long> gid), var how)) {
            result.put(
                    "gid",
                    gid instanceof Foreseen.Exactly<Long>(Long number)
                            ? number
                            : new Unknown("the group is not there yet"));
        }
        if (params.state() == Presence.PRESENT) {
            result.put("system", params.system());
        }
        return result;
    }
}
