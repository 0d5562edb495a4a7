package play.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentSpec;
import play.argspec.ArgumentType;
import play.argspec.Options;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.param.GroupRules;
import play.source.Located;
import play.yaml.PlainData;
import play.yaml.YamlNode;

/** Reads what options of an argument spec may be. Nothing in a spec is evaluated. */
final class OptionsReader {
    /** Whose options they are. */
    enum Of {
        /** Of roles and plays, whose specs Ansible reads too: it passes over keys that it does not know. */
        ROLES,
        /** Of modules that files describe. */
        MODULES,
        /** Of a task, whose spec is any value: a default fills in what is required, and any text names an option. */
        TASKS
    }

    private static final List<String> FOR_READERS = List.of(
            "author",
            "version_added",
            "version_added_collection",
            "deprecated",
            "seealso",
            "notes",
            "attributes",
            "fallback",
            "apply_defaults",
            "deprecated_aliases",
            "removed_in_version",
            "removed_at_date",
            "removed_from_collection",
            "requirements",
            "examples");

    private final Of of;
    private final Problems problems;

    OptionsReader(Of of, Problems problems) {
        this.of = of;
        this.problems = problems;
    }

    /** Refuses what is left of a mapping that has options. */
    void refuseOthers(Keys keys, String what) {
        FOR_READERS.forEach(keys::taken);
        if (of == Of.MODULES) {
            keys.refuseOthers(what, List.of());
        } else {
            keys.passOverOthers(what);
        }
    }

    /** The options of a mapping that has them as a key, and what it asks of them together. */
    Options read(Keys keys) {
        Map<String, ArgumentSpec> all =
                keys.take("options").map(node -> all(node, "'options'")).orElse(Map.of());
        Options named = new Options(all, GroupRules.NONE);
        return new Options(all, new GroupRulesReader(problems).read(keys, named));
    }

    /**
     * The options of a mapping whose keys they are, by name.
     *
     * @param what the mapping is, at the start of a sentence
     */
    Map<String, ArgumentSpec> all(YamlNode node, String what) {
        Map<String, ArgumentSpec> all = new LinkedHashMap<>();
        if (Keys.isNothing(node)) {
            return all;
        }
        mapping(node, what).map(YamlNode.Mapping::entries).orElse(List.of()).stream()
                .filter(entry -> of == Of.TASKS || DataReader.checkName(DataReader.located(entry.key()), problems))
                .forEach(entry -> mapping(entry.value(), option(entry))
                        .ifPresent(map ->
                                all.put(entry.key().text(), option(entry.key().text(), new Keys(map, problems)))));
        return all;
    }

    private String option(YamlNode.Entry entry) {
        return of == Of.TASKS ? "The option '" + entry.key().text() + "'" : "An option";
    }

    private ArgumentSpec option(String name, Keys keys) {
        ArgumentType type =
                keys.text("type").flatMap(text -> type("type", text)).orElse(ArgumentType.STR);
        Optional<ArgumentType> elements = keys.text("elements").flatMap(text -> type("elements", text));
        boolean required = keys.flag("required", false);
        Optional<YamlNode> fallback = keys.take("default");
        ArgumentSpec spec = new ArgumentSpec(
                name,
                keys.texts("aliases", false).stream().map(Located::value).toList(),
                keys.texts("description", false).stream().map(Located::value).toList(),
                type,
                elements,
                choices(keys),
                required
                        && (of != Of.TASKS
                                || fallback.filter(node -> !Keys.isNothing(node))
                                        .isEmpty()),
                fallback.map(node -> new ArgumentSpec.Fallback(true, PlainData.of(node)))
                        .orElse(ArgumentSpec.Fallback.NONE),
                read(keys),
                keys.flag("no_log", false));
        refuseOthers(keys, "an option");
        if (required && fallback.isPresent() && of != Of.TASKS) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'" + name + "' is required and has a default; only one of them makes sense.",
                    fallback.get().span()));
        }
        return spec;
    }

    Optional<ArgumentType> type(String key, Located<String> written) {
        Optional<ArgumentType> type = ArgumentType.of(written.value());
        if (type.isEmpty()) {
            List<String> keys = ArgumentType.keys();
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'" + key + "' must be one of " + String.join(", ", keys) + "."
                            + Suggestions.hint(written.value(), keys),
                    written.span()));
        }
        return type;
    }

    private static List<@Nullable Object> choices(Keys keys) {
        List<@Nullable Object> choices = new ArrayList<>();
        for (YamlNode node : keys.list("choices")) {
            if (node instanceof YamlNode.Mapping documented) {
                documented.entries().forEach(entry -> choices.add(entry.key().text()));
            } else {
                choices.add(PlainData.of(node));
            }
        }
        return choices;
    }

    private Optional<YamlNode.Mapping> mapping(YamlNode node, String what) {
        if (node instanceof YamlNode.Mapping map) {
            return Optional.of(map);
        }
        problems.report(
                Diagnostic.error("wrong-type", "Wrong type of value", what + " must be a mapping.", node.span()));
        return Optional.empty();
    }
}
