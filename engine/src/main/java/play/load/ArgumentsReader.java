package play.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.Expression;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.param.Written;
import play.playbook.Data;
import play.source.Located;
import play.value.Omit;
import play.yaml.YamlNode;

/** Reads arguments of modules: which of them are values, and which bare expressions. */
final class ArgumentsReader {
    private static final Pattern OMIT = Pattern.compile("\\bomit\\b");

    private final DataReader data;
    private final Problems problems;

    ArgumentsReader(Loading loading) {
        this.data = loading.data();
        this.problems = loading.problems();
    }

    /**
     * Arguments as they are read; used by one thread.
     *
     * @param values by the names as written; texts of bare expressions are literals
     * @param expressions the bare expressions among them, by their text
     */
    record Arguments(Map<Located<String>, Data> values, Map<String, Expression> expressions) {
        static Arguments none() {
            return new Arguments(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        /** For a schema to look at. */
        Map<Located<String>, Written> written() {
            return written(values);
        }

        private static Map<Located<String>, Written> written(Map<Located<String>, Data> values) {
            Map<Located<String>, Written> written = new LinkedHashMap<>();
            values.forEach((name, value) -> written.put(name, written(value)));
            return written;
        }

        private static Written written(Data value) {
            return value instanceof Data.Literal literal && literal.value() != Omit.OMIT
                    ? new Written.Literal(literal.value(), literal.span(), parts(value))
                    : new Written.Templated(value.span(), omittable(value), parts(value));
        }

        private static Written.Parts parts(Data value) {
            return switch (value) {
                case Data.Items(var items, var span) ->
                    new Written.Parts.Items(
                            items.stream().map(Arguments::written).toList());
                case Data.Fields fields ->
                    new Written.Parts.Fields(written(fields.named().orElseThrow()));
                case Data.Literal literal ->
                    literal.parts().map(Arguments::parts).orElseGet(Written.Parts.None::new);
                case Data.Text text -> new Written.Parts.None();
            };
        }

        private static boolean omittable(Data value) {
            return value instanceof Data.Literal
                    || (value instanceof Data.Text text
                            && OMIT.matcher(text.shown()).find());
        }
    }

    /** What stands after the name of a module: a mapping, or a text in Ansible's short form. */
    void called(Located<String> module, Schema<?> schema, YamlNode written, Arguments into) {
        switch (written) {
            case YamlNode.Mapping map -> named(schema, map, into);
            case YamlNode.Scalar scalar -> {
                if (!Keys.isNothing(scalar)) {
                    new FreeForm(problems)
                            .read(module.value(), schema, scalar)
                            .forEach((name, part) ->
                                    into.values().put(name, argument(schema, name.value(), part, into.expressions())));
                }
            }
            case YamlNode.Sequence list -> {
                if (schema.freeForm().isPresent()) {
                    into.values().put(new Located<>(schema.freeForm().get().name(), module.span()), data.read(list));
                } else {
                    problems.report(Diagnostic.error(
                            "bad-arguments",
                            "Invalid module arguments",
                            "Module '" + module.value() + "' takes a mapping of parameters, not a list.",
                            list.span()));
                }
            }
        }
    }

    void named(Schema<?> schema, YamlNode.Mapping map, Arguments into) {
        map.entries()
                .forEach(entry -> into.values()
                        .put(
                                DataReader.located(entry.key()),
                                argument(schema, entry.key().text(), entry.value(), into.expressions())));
    }

    Data argument(Schema<?> schema, String name, YamlNode value, Map<String, Expression> expressions) {
        Optional<Parameter> parameter = schema.find(name);
        Optional<Parameter> bare = parameter.filter(known -> known.type().source() == ParameterType.Source.EXPRESSION);
        if (bare.filter(known -> !known.optional()).isPresent() && isNothing(value)) {
            problems.report(Diagnostic.error(
                    "missing-parameter",
                    "Missing module parameter",
                    "Parameter '" + name + "' has no value; write an expression.",
                    value.span()));
        }
        return bare.isPresent() ? bare(value, expressions) : data.content(value);
    }

    private static boolean isNothing(YamlNode value) {
        return value instanceof YamlNode.Scalar scalar && scalar.value() == null;
    }

    private Data bare(YamlNode node, Map<String, Expression> expressions) {
        List<@Nullable Object> texts = new ArrayList<>();
        for (YamlNode item : Keys.items(node)) {
            if (item instanceof YamlNode.Scalar scalar) {
                String text = scalar.value() instanceof Boolean flag ? String.valueOf(flag) : scalar.text();
                texts.add(text);
                expressions.computeIfAbsent(text, key -> data.expression(scalar));
            } else {
                problems.report(Diagnostic.error(
                        "wrong-type",
                        "Wrong type of value",
                        "An expression is a string. If it holds a ': ', put it in quotes.",
                        item.span()));
            }
        }
        return new Data.Literal(
                node instanceof YamlNode.Sequence ? texts : texts.isEmpty() ? null : texts.getFirst(), node.span());
    }
}
