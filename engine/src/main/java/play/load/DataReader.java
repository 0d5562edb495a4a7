package play.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.Expression;
import play.expression.Expressions;
import play.expression.Origin;
import play.playbook.Condition;
import play.playbook.Data;
import play.playbook.MagicNames;
import play.playbook.Vars;
import play.source.Located;
import play.value.Secret;
import play.value.VariableNames;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/** Turns YAML nodes into data with parsed templates. */
public final class DataReader {
    private final Expressions expressions;
    private final Problems problems;

    public DataReader(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    public Data read(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar);
            case YamlNode.Sequence list ->
                Data.ofItems(list.items().stream().map(this::read).toList(), list.span());
            case YamlNode.Mapping map -> {
                Map<Data.Key, Data> fields = new LinkedHashMap<>();
                map.entries().forEach(entry -> fields.put(key(entry.key()), read(entry.value())));
                yield Data.ofFields(fields, map.span());
            }
        };
    }

    /** Of what modules and variables are given: a text of a file that is encrypted as a whole is a secret. */
    Data content(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar ->
                isHidden(scalar) && scalar.value() instanceof String text && !hasTemplate(text)
                        ? new Data.Literal(new Secret(text), scalar.span())
                        : scalar(scalar);
            case YamlNode.Sequence list ->
                Data.ofItems(list.items().stream().map(this::content).toList(), list.span());
            case YamlNode.Mapping map -> {
                Map<Data.Key, Data> fields = new LinkedHashMap<>();
                map.entries().forEach(entry -> fields.put(key(entry.key()), content(entry.value())));
                yield Data.ofFields(fields, map.span());
            }
        };
    }

    private static boolean isHidden(YamlNode.Scalar scalar) {
        return scalar.tag().filter(VaultNodes.HIDDEN::equals).isPresent();
    }

    private Data scalar(YamlNode.Scalar scalar) {
        boolean evaluated = scalar.value() instanceof String
                && (scalar.tag().isEmpty() || isHidden(scalar))
                && hasTemplate(scalar.text());
        return evaluated
                ? new Data.Text(expressions.template(scalar.text(), scalar::spanOf, problems), scalar.span())
                : new Data.Literal(scalar.value(), scalar.span());
    }

    static boolean hasTemplate(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    /** A name that is a template. */
    Data name(Located<String> name) {
        return new Data.Text(expressions.template(name.value(), (from, to) -> name.span(), problems), name.span());
    }

    private static Data.Key key(YamlNode.Scalar scalar) {
        return new Data.Key(scalar.value(), scalar.span());
    }

    static Located<String> located(YamlNode.Scalar scalar) {
        return new Located<>(scalar.text(), scalar.span());
    }

    /** Variables written as a mapping; names that no expression could use are reported. */
    public Vars vars(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.value() == null) {
            return Vars.NONE;
        }
        if (!(node instanceof YamlNode.Mapping map)) {
            problems.report(Diagnostic.error(
                    "vars-shape",
                    "Variables are not a mapping",
                    "Variables are a mapping of names to values: write 'name: value' for each.",
                    node.span()));
            return Vars.NONE;
        }
        Map<String, Vars.Var> vars = new LinkedHashMap<>();
        for (YamlNode.Entry entry : map.entries()) {
            checkVariable(located(entry.key()));
            vars.put(
                    entry.key().text(),
                    new Vars.Var(content(entry.value()), entry.key().span()));
        }
        return new Vars(vars);
    }

    /** Whether a name can be a variable's; reported if not. */
    boolean checkName(Located<String> name) {
        return checkName(name, problems);
    }

    static boolean checkName(Located<String> name, Problems problems) {
        boolean good = VariableNames.has(name.value());
        if (!good) {
            problems.report(Diagnostic.error(
                    "invalid-name", "Invalid variable name", VariableNames.objection(name.value()) + ".", name.span()));
        }
        return good;
    }

    /** Whether a name can be that of a variable that somebody sets; reported if not, and where nobody will see it. */
    boolean checkVariable(Located<String> name) {
        if (MagicNames.ALWAYS.contains(name.value())) {
            problems.report(Diagnostic.warning(
                    "no-effect",
                    "Variable without effect",
                    "'" + name.value() + "' is defined by play itself, and what is set here is never seen. Use another"
                            + " name.",
                    name.span()));
        }
        return checkName(name);
    }

    /** A condition, or a list of conditions that must all hold; null is none. */
    List<Condition> conditions(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar when scalar.value() == null -> List.of();
            case YamlNode.Scalar scalar -> List.of(condition(scalar));
            case YamlNode.Sequence list ->
                list.items().stream().flatMap(item -> conditions(item).stream()).toList();
            case YamlNode.Mapping map -> {
                problems.report(Diagnostic.error(
                        "wrong-type",
                        "Wrong type of value",
                        "A condition is an expression or a list of expressions, not a mapping. If it holds a ': ', put"
                                + " it in quotes.",
                        map.span()));
                yield List.of();
            }
        };
    }

    private Condition condition(YamlNode.Scalar scalar) {
        String text = scalar.value() instanceof Boolean flag ? String.valueOf(flag) : scalar.text();
        boolean own = scalar.value() instanceof String;
        Expression expression = expressions.expression(text, own ? scalar::spanOf : Origin.at(scalar.span()), problems);
        return new Condition(expression, written(scalar, text), scalar.span());
    }

    private static Object written(YamlNode.Scalar scalar, String text) {
        return scalar.value() instanceof Boolean flag
                ? flag
                : text.stripLeading().startsWith("{{") ? false : text;
    }

    /** A bare expression that is an argument of a module. */
    Expression expression(YamlNode.Scalar scalar) {
        return condition(scalar).expression();
    }
}
