package play.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.argspec.ArgumentSpec;
import play.argspec.ArgumentType;
import play.described.Field;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.FreeName;
import play.playbook.Data;
import play.source.Located;
import play.yaml.YamlNode;

/** Reads what the script of a module tells ({@code returns}), and what of it is compared ({@code want}). */
final class ModuleFields {
    /** Whether a thing is there: a field that every script may print. */
    private static final String PRESENT = "present";

    private final Problems problems;
    private final DataReader data;
    private final ArgumentSpecsReader specs;

    ModuleFields(Loading loading, ArgumentSpecsReader specs) {
        this.problems = loading.problems();
        this.data = loading.data();
        this.specs = specs;
    }

    /**
     * What there is of them.
     *
     * @param fields all that are compared or returned
     * @param want what they are to be, by name
     */
    record Told(List<Field> fields, Map<String, Data> want) {
        boolean saysWhetherPresent() {
            return want.containsKey(PRESENT);
        }
    }

    Told read(Keys keys, OptionNames named, boolean asks) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries(keys, "returns")) {
            returned(entry).ifPresent(field -> fields.put(field.name(), field));
        }
        Map<String, Data> want = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries(keys, "want")) {
            Data value = data.read(entry.value());
            named.check(value);
            if (isName(entry.key())) {
                want.put(entry.key().text(), value);
                fields.merge(entry.key().text(), compared(entry.key().text(), value, named), ModuleFields::hiddenLike);
            }
        }
        if (asks && fields.isEmpty()) {
            keys.mapping()
                    .entry("query")
                    .ifPresent(entry -> problems.report(Diagnostic.error(
                            "missing-key",
                            "Missing key",
                            "A module that asks needs 'returns', what its script tells: name, 'description' and 'type'"
                                    + " of each.",
                            entry.key().span())));
        }
        fields.remove(PRESENT);
        return new Told(new ArrayList<>(fields.values()), want);
    }

    private static Field hiddenLike(Field returned, Field compared) {
        return compared.secret() ? returned.hidden() : returned;
    }

    private List<YamlNode.Entry> entries(Keys keys, String key) {
        Optional<YamlNode> node = keys.take(key);
        if (node.isEmpty() || (Keys.isNothing(node.get()) && key.equals("returns"))) {
            return List.of();
        }
        if (node.get() instanceof YamlNode.Mapping map && !map.entries().isEmpty()) {
            return map.entries();
        }
        keys.wrong(key, "a mapping of the names that the script prints", node.get());
        return List.of();
    }

    private boolean isName(YamlNode.Scalar key) {
        return data.checkName(DataReader.located(key));
    }

    private Optional<Field> returned(YamlNode.Entry entry) {
        if (!isName(entry.key()) || !(entry.value() instanceof YamlNode.Mapping map)) {
            problems.report(Diagnostic.error(
                    "wrong-type",
                    "Wrong type of value",
                    "What a module returns is a mapping with 'description' and 'type'.",
                    entry.value().span()));
            return Optional.empty();
        }
        Keys keys = new Keys(map, problems);
        String doc = String.join(
                " ",
                keys.texts("description", false).stream().map(Located::value).toList());
        ArgumentType type =
                keys.text("type").flatMap(text -> specs.type("type", text)).orElse(ArgumentType.STR);
        ArgumentType elements = keys.text("elements")
                .flatMap(text -> specs.type("elements", text))
                .orElse(ArgumentType.STR);
        Optional<String> when = keys.text("returned").map(Located::value);
        boolean secret = keys.flag("no_log", false);
        keys.refuseOthers("what a module returns", List.of());
        if (doc.isEmpty()) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "'" + entry.key().text() + "' needs 'description': what it means, for those who register it.",
                    entry.key().span()));
        }
        return Optional.of(new Field(entry.key().text(), doc, type, elements, when, secret));
    }

    /** A field of the type of the parameter that it is compared with, or of the value that is written. */
    private static Field compared(String name, Data value, OptionNames named) {
        boolean secret = value.freeNames()
                .map(FreeName::name)
                .flatMap(used -> named.find(used).stream())
                .anyMatch(ArgumentSpec::secret);
        Optional<ArgumentSpec> same = value.freeNames()
                .filter(used -> value.shown().strip().matches("\\{\\{-?\\s*" + used.name() + "\\s*-?}}"))
                .flatMap(used -> named.find(used.name()).stream())
                .findFirst();
        ArgumentType type = same.map(ArgumentSpec::type).orElseGet(() -> literal(value));
        ArgumentType elements = same.flatMap(ArgumentSpec::elements).orElse(ArgumentType.STR);
        return new Field(name, "", type, elements, Optional.empty(), secret);
    }

    private static ArgumentType literal(Data value) {
        if (!(value instanceof Data.Literal(Object written, var span, var parts))) {
            return value instanceof Data.Items
                    ? ArgumentType.LIST
                    : value instanceof Data.Fields ? ArgumentType.DICT : ArgumentType.STR;
        }
        return switch (written) {
            case Boolean flag -> ArgumentType.BOOL;
            case Long number -> ArgumentType.INT;
            case Double number -> ArgumentType.FLOAT;
            case List<?> list -> ArgumentType.LIST;
            case Map<?, ?> map -> ArgumentType.DICT;
            case null, default -> ArgumentType.STR;
        };
    }
}
