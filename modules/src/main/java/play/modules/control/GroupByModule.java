package play.modules.control;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.module.Control;
import play.module.Enrolment;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** Puts the host into a group of the inventory of the run, for plays that start afterwards. */
public final class GroupByModule implements Control<GroupByModule.Params> {
    public record Params(
            @Doc("Name of the group, mostly made of facts; blanks become dashes.")
            @Matches(value = ".*\\S.*", expected = "a name")
            String key,

            @Doc("Groups that hold it; what is not there is made.") @Default("all")
            List<String> parents) {}

    record Result(
            @Doc("The group.") String addGroup,
            @Doc("The groups that hold it.") List<String> parentGroups) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "group_by",
                    "Puts the host into a group of the inventory of the run.",
                    Params.class,
                    new Example("by a fact", "", "key: os_debian\n"),
                    new Example("in another group", "", "key: debian_12\nparents: [debian]\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static String name(String key) {
        return key.replace(' ', '-');
    }

    @Override
    public Optional<Set<String>> enrols(Function<String, Optional<List<String>>> written) {
        return written.apply("key")
                .flatMap(keys -> written.apply("parents").map(parents -> {
                    Set<String> names = new HashSet<>();
                    keys.forEach(key -> names.add(name(key)));
                    parents.forEach(parent -> names.add(name(parent)));
                    return names;
                }));
    }

    @Override
    public Verdict evaluate(Params params) {
        List<String> parents =
                params.parents().stream().map(GroupByModule::name).toList();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("add_group", name(params.key()));
        result.put("parent_groups", parents);
        return new Verdict.Enrols(
                new Enrolment(Optional.empty(), List.of(name(params.key())), parents, Map.of()), result);
    }
}
