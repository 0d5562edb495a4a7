package play.param;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All rules on names that are given together.
 *
 * @param all in the order they are told
 */
public record GroupRules(List<GroupRule> all) {
    public static final GroupRules NONE = new GroupRules(List.of());

    public GroupRules {
        all = List.copyOf(all);
    }

    /** By the annotations of a params record. */
    static GroupRules of(Class<?> params) {
        List<GroupRule> rules = new ArrayList<>();
        Stream.of(params.getAnnotationsByType(MutuallyExclusive.class))
                .forEach(rule -> rules.add(new GroupRule.MutuallyExclusive(List.of(rule.value()))));
        Stream.of(params.getAnnotationsByType(RequiredTogether.class))
                .forEach(rule -> rules.add(new GroupRule.RequiredTogether(List.of(rule.value()))));
        Stream.of(params.getAnnotationsByType(RequiredIf.class))
                .forEach(rule -> rules.add(new GroupRule.RequiredIf(
                        rule.when(), Arrays.asList((Object[]) rule.is()), List.of(rule.needs()), rule.any())));
        Stream.of(params.getAnnotationsByType(RequiredBy.class))
                .forEach(rule -> rules.add(new GroupRule.RequiredBy(rule.value(), List.of(rule.needs()))));
        Stream.of(params.getAnnotationsByType(RequiredOneOf.class))
                .forEach(rule -> rules.add(new GroupRule.RequiredOneOf(List.of(rule.value()))));
        Stream.of(params.getAnnotationsByType(OpenIf.class))
                .forEach(rule -> Stream.of(rule.open())
                        .forEach(open -> rules.add(
                                new GroupRule.OpenIf(rule.when(), List.of(rule.is()), open, rule.instead()))));
        return new GroupRules(rules);
    }

    /** These and others. */
    GroupRules and(GroupRules others) {
        return new GroupRules(Stream.concat(all.stream(), others.all.stream()).toList());
    }

    /** What is wrong: of each kind of rule in turn. */
    public List<GroupRule.Fault> broken(GroupRule.Given given) {
        return all.stream().flatMap(rule -> rule.broken(given).stream()).toList();
    }
}
