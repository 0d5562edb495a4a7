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
import play.result.When;
import play.value.Foreseen;
import play.value.Unknown;

/** A group of users on the host. */
public final class GroupModule implements Resource<GroupModule.Params> {
    public record Params(
            @Doc("Name of the group.") @Matches(value = AccountName.PATTERN, expected = AccountName.EXPECTED)
            String name,

            @Doc("Whether the group is to be there.") @Default("present")
            Presence state,

            @Doc("Number of the group; a new group gets the next free one.")
            Optional<Long> gid,

            @Doc("Whether a new group gets a number of the system's range.") @Default("false")
            boolean system) {}

    record Result(
            @Doc("Name of the group.") String name,

            @Doc("Number of the group.") @When("it is there")
            Optional<Long> gid,

            @Doc("present or absent.") String state) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "group",
                    "Creates, changes or removes a group of users.",
                    Params.class,
                    new Example("absent", "", "name: etcd\nsystem: true\n"),
                    new Example("drifted", "groupadd -g 1900 etcd", "name: etcd\ngid: 1901\n"),
                    new Example("right", "groupadd -g 1900 etcd", "name: etcd\ngid: 1900\n"),
                    new Example("to be removed", "groupadd etcd", "name: etcd\nstate: absent\n"))
            .asInAnsible()
            .insteadOf(new Program("groupadd"), new Program("groupmod"), new Program("groupdel"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Groups.at(params.name()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        boolean wanted = params.state() == Presence.PRESENT;
        return Plan.on(known.of(Groups.at(params.name())), state -> switch (state) {
            case GroupState.Absent absent -> wanted ? create(params) : Plan.UNCHANGED;
            case GroupState.Present group -> {
                if (!wanted) {
                    yield change("remove the group ", params, List.of("groupdel"), GroupState.ABSENT);
                }
                yield params.gid().isEmpty() || group.gid().is(params.gid().get())
                        ? Plan.UNCHANGED
                        : change(
                                "set gid of the group ",
                                params,
                                List.of("groupmod", "-g", params.gid().get().toString()),
                                present(params));
            }
        });
    }

    private static Plan create(Params params) {
        List<String> command = new ArrayList<>(List.of("groupadd"));
        if (params.system()) {
            command.add("-r");
        }
        params.gid().ifPresent(gid -> command.addAll(List.of("-g", gid.toString())));
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
        return result;
    }
}
