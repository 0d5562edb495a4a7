package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.argspec.Options;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.param.GroupRule;
import play.param.GroupRules;
import play.playbook.Data;
import play.yaml.YamlNode;

/** Reads what an argument spec asks of options that are given together. */
final class GroupRulesReader {
    private final DataReader data;
    private final Problems problems;

    GroupRulesReader(DataReader data, Problems problems) {
        this.data = data;
        this.problems = problems;
    }

    /** @param named the options that rules may name */
    GroupRules read(Keys keys, Options named) {
        List<GroupRule> rules = new ArrayList<>();
        rules.addAll(sets(keys, named, "mutually_exclusive", GroupRule.MutuallyExclusive::new));
        rules.addAll(sets(keys, named, "required_together", GroupRule.RequiredTogether::new));
        rules.addAll(sets(keys, named, "required_one_of", GroupRule.RequiredOneOf::new));
        for (YamlNode node : keys.list("required_if")) {
            requiredIf(node)
                    .filter(rule -> areKnown(rule, "required_if", named, node))
                    .ifPresent(rules::add);
        }
        Optional<YamlNode> needs = keys.take("required_by").filter(node -> !Keys.isNothing(node));
        if (needs.isPresent() && needs.get() instanceof YamlNode.Mapping map) {
            for (YamlNode.Entry entry : map.entries()) {
                GroupRule rule = new GroupRule.RequiredBy(entry.key().text(), texts(entry.value()));
                if (areKnown(rule, "required_by", named, entry.key())) {
                    rules.add(rule);
                }
            }
        } else {
            needs.ifPresent(node -> wrong("'required_by' must be a mapping.", node));
        }
        return new GroupRules(rules);
    }

    /** A list of names is one set; a list of lists is several. */
    private List<GroupRule> sets(Keys keys, Options named, String key, Function<List<String>, GroupRule> rule) {
        List<YamlNode> written = keys.list(key);
        boolean flat = !written.isEmpty() && written.stream().allMatch(node -> node instanceof YamlNode.Scalar);
        if (flat) {
            GroupRule one = rule.apply(
                    written.stream().flatMap(node -> texts(node).stream()).toList());
            return areKnown(one, key, named, written.getFirst()) ? List.of(one) : List.of();
        }
        return written.stream()
                .flatMap(node -> Stream.of(rule.apply(texts(node))).filter(set -> areKnown(set, key, named, node)))
                .toList();
    }

    private Optional<GroupRule> requiredIf(YamlNode node) {
        List<YamlNode> parts = Keys.items(node);
        if (parts.size() < 3 || !(parts.getFirst() instanceof YamlNode.Scalar key)) {
            wrong("A rule of 'required_if' is a key, a value, and a list of keys.", node);
            return Optional.empty();
        }
        boolean any = parts.size() > 3 && Boolean.TRUE.equals(plain(parts.get(3)));
        List<@Nullable Object> values = new ArrayList<>();
        values.add(plain(parts.get(1)));
        return Optional.of(new GroupRule.RequiredIf(key.text(), values, texts(parts.get(2)), any));
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

    private @Nullable Object plain(YamlNode node) {
        return data.read(node) instanceof Data.Literal literal
                ? literal.value()
                : node.span().text();
    }

    private static List<String> texts(YamlNode node) {
        return Keys.items(node).stream()
                .filter(item -> item instanceof YamlNode.Scalar)
                .map(item -> ((YamlNode.Scalar) item).text())
                .toList();
    }
}
