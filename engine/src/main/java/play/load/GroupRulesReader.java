package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.argspec.Options;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.param.GroupRule;
import play.param.GroupRules;
import play.yaml.PlainData;
import play.yaml.YamlNode;

/** Reads what an argument spec asks of options that are given together. */
final class GroupRulesReader {
    private final Problems problems;

    GroupRulesReader(Problems problems) {
        this.problems = problems;
    }

    /** @param named the options that rules may name */
    GroupRules read(Keys keys, Options named) {
        List<GroupRule> rules = new ArrayList<>();
        rules.addAll(sets(keys, named, "mutually_exclusive", GroupRule.MutuallyExclusive::new));
        rules.addAll(sets(keys, named, "required_together", GroupRule.RequiredTogether::new));
        for (YamlNode node : keys.list("required_if")) {
            requiredIf(node)
                    .filter(rule -> areKnown(rule, "required_if", named, node))
                    .ifPresent(rules::add);
        }
        rules.addAll(requiredBy(keys, named));
        rules.addAll(sets(keys, named, "required_one_of", GroupRule.RequiredOneOf::new));
        return new GroupRules(rules);
    }

    private List<GroupRule> requiredBy(Keys keys, Options named) {
        Optional<YamlNode> needs = keys.take("required_by").filter(node -> !Keys.isNothing(node));
        if (needs.isEmpty() || !(needs.get() instanceof YamlNode.Mapping map)) {
            needs.ifPresent(node -> wrong("'required_by' must be a mapping.", node));
            return List.of();
        }
        return map.entries().stream()
                .flatMap(entry -> names("required_by", Keys.items(entry.value())).stream()
                        .<GroupRule>map(
                                needed -> new GroupRule.RequiredBy(entry.key().text(), needed))
                        .filter(rule -> areKnown(rule, "required_by", named, entry.key())))
                .toList();
    }

    /** A list of names is one set; a list of lists is several. */
    private List<GroupRule> sets(Keys keys, Options named, String key, Function<List<String>, GroupRule> rule) {
        List<YamlNode> written = keys.list(key);
        boolean flat = !written.isEmpty() && written.stream().allMatch(YamlNode.Scalar.class::isInstance);
        List<List<YamlNode>> sets =
                flat ? List.of(written) : written.stream().map(Keys::items).toList();
        return sets.stream()
                .filter(set -> !set.isEmpty())
                .flatMap(set ->
                        names(key, set).stream().map(rule).filter(made -> areKnown(made, key, named, set.getFirst())))
                .toList();
    }

    private Optional<GroupRule> requiredIf(YamlNode node) {
        List<YamlNode> parts = Keys.items(node);
        if (parts.size() < 3 || parts.size() > 4 || !(parts.getFirst() instanceof YamlNode.Scalar key)) {
            wrong(
                    "A rule of 'required_if' is a key, a value, and a list of keys; a fourth part says whether one of"
                            + " them is enough.",
                    node);
            return Optional.empty();
        }
        @Nullable Object any = parts.size() > 3 ? PlainData.of(parts.get(3)) : Boolean.FALSE;
        if (!(any instanceof Boolean)) {
            wrong("Whether one of the keys is enough must be true or false.", parts.get(3));
        }
        List<@Nullable Object> values = new ArrayList<>();
        values.add(PlainData.of(parts.get(1)));
        return names("required_if", Keys.items(parts.get(2)))
                .map(needed -> new GroupRule.RequiredIf(key.text(), values, needed, Boolean.TRUE.equals(any)));
    }

    /** A rule on a name that is none would never be broken, or always. */
    private boolean areKnown(GroupRule rule, String key, Options named, YamlNode node) {
        Optional<String> stranger =
                rule.names().stream().filter(name -> named.find(name).isEmpty()).findFirst();
        stranger.ifPresent(name -> problems.report(Diagnostic.error(
                "invalid-value",
                "Invalid value",
                "'" + key + "' names '" + name + "', which is none of the options beside it."
                        + Suggestions.hint(name, named.all().keySet()),
                node.span())));
        return stranger.isEmpty();
    }

    private void wrong(String detail, YamlNode node) {
        problems.report(Diagnostic.error("wrong-type", "Wrong type of value", detail, node.span()));
    }

    /** Nothing where anything in it is no name. */
    private Optional<List<String>> names(String key, List<YamlNode> nodes) {
        List<String> names = new ArrayList<>();
        for (YamlNode item : nodes) {
            if (item instanceof YamlNode.Scalar scalar) {
                names.add(scalar.text());
            } else {
                wrong("A rule of '" + key + "' takes names of options.", item);
            }
        }
        return names.size() == nodes.size() ? Optional.of(names) : Optional.empty();
    }
}
