package play.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentSpec;
import play.argspec.ArgumentType;
import play.argspec.Constraint;
import play.argspec.Options;
import play.argspec.RoleSpecs;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.Expression;
import play.expression.Expressions;
import play.expression.Template;
import play.param.GroupRules;
import play.playbook.Condition;
import play.playbook.Data;
import play.source.Located;
import play.yaml.YamlNode;

/**
 * Reads the argument specs of a role: the file {@code meta/argument_specs.yml}, or that key of its meta file; and those
 * of plays.
 */
final class ArgumentSpecsReader {
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

    private final Expressions expressions;
    private final Sources sources;
    private final DataReader data;
    private final Problems problems;
    private final boolean ofAnsible;

    /** Of roles and plays, whose specs Ansible reads too. */
    ArgumentSpecsReader(Loading loading, Sources sources) {
        this(loading, sources, true);
    }

    private ArgumentSpecsReader(Loading loading, Sources sources, boolean ofAnsible) {
        this.expressions = loading.expressions();
        this.sources = sources;
        this.data = loading.data();
        this.problems = loading.problems();
        this.ofAnsible = ofAnsible;
    }

    /** Of modules that files describe. */
    static ArgumentSpecsReader ofModules(Loading loading) {
        return new ArgumentSpecsReader(loading, loading.sources(), false);
    }

    private void refuseOthers(Keys keys, String what) {
        if (ofAnsible) {
            keys.passOverOthers(what);
        } else {
            keys.refuseOthers(what, List.of());
        }
    }

    /** @param meta the key {@code argument_specs} of the role's meta file, which counts where there is no file */
    RoleSpecs read(Path role, Optional<YamlNode> meta) {
        Optional<YamlNode> root = Sources.named(role.resolve("meta"), "argument_specs")
                .flatMap(sources::document)
                .filter(node -> !Keys.isNothing(node));
        if (root.isPresent()
                && mapping(root.get(), "The argument specs of a role").isPresent()) {
            Keys keys = new Keys((YamlNode.Mapping) root.get(), problems);
            Optional<YamlNode> points = keys.take("argument_specs");
            List<Constraint> constraints = keys.list("constraints").stream()
                    .flatMap(node -> constraint(node).stream())
                    .toList();
            keys.refuseOthers("an argument specs file", List.of());
            return new RoleSpecs(points.map(this::entryPoints).orElse(Map.of()), constraints);
        }
        return meta.map(points -> new RoleSpecs(entryPoints(points), List.of())).orElse(RoleSpecs.NONE);
    }

    /** Those of a file beside a playbook; its other keys are for others. */
    Map<String, RoleSpecs.EntryPoint> ofPlaybook(YamlNode root) {
        return mapping(root, "The file beside a playbook")
                .flatMap(map -> map.get("argument_specs"))
                .map(specs -> entryPoints(specs, "spec of a play"))
                .orElse(Map.of());
    }

    private Map<String, RoleSpecs.EntryPoint> entryPoints(YamlNode node) {
        return entryPoints(node, "entry point");
    }

    private Map<String, RoleSpecs.EntryPoint> entryPoints(YamlNode node, String what) {
        Map<String, RoleSpecs.EntryPoint> points = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries(node, "'argument_specs'")) {
            mapping(entry.value(), "The " + what)
                    .ifPresent(map -> points.put(
                            entry.key().text(), entryPoint(entry.key().text(), map, what)));
        }
        return points;
    }

    private RoleSpecs.EntryPoint entryPoint(String name, YamlNode.Mapping written, String what) {
        Keys keys = new Keys(written, problems);
        String purpose = keys.text("short_description").map(Located::value).orElse("");
        keys.texts("description", false);
        Options options = options(keys);
        FOR_READERS.forEach(keys::taken);
        refuseOthers(keys, (what.startsWith("e") ? "an " : "a ") + what);
        return new RoleSpecs.EntryPoint(name, purpose, options);
    }

    /** The options of a mapping that has them as a key, and what it asks of them together. */
    Options options(Keys keys) {
        Map<String, ArgumentSpec> all = new LinkedHashMap<>();
        Optional<YamlNode> written = keys.take("options");
        for (YamlNode.Entry entry :
                written.map(node -> entries(node, "'options'")).orElse(List.of())) {
            if (data.checkName(DataReader.located(entry.key()))) {
                mapping(entry.value(), "An option")
                        .ifPresent(map ->
                                all.put(entry.key().text(), option(entry.key().text(), new Keys(map, problems))));
            }
        }
        Options named = new Options(all, GroupRules.NONE);
        return new Options(all, new GroupRulesReader(data, problems).read(keys, named));
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
                required,
                fallback.map(node -> new ArgumentSpec.Fallback(true, plain(node)))
                        .orElse(ArgumentSpec.Fallback.NONE),
                options(keys),
                keys.flag("no_log", false));
        FOR_READERS.forEach(keys::taken);
        refuseOthers(keys, "an option");
        if (required && fallback.isPresent()) {
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
            List<String> keys =
                    Stream.of(ArgumentType.values()).map(ArgumentType::key).toList();
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'" + key + "' must be one of " + String.join(", ", keys) + "."
                            + Suggestions.hint(written.value(), keys),
                    written.span()));
        }
        return type;
    }

    private List<Object> choices(Keys keys) {
        List<Object> choices = new ArrayList<>();
        for (YamlNode node : keys.list("choices")) {
            if (node instanceof YamlNode.Mapping documented) {
                documented.entries().forEach(entry -> choices.add(entry.key().text()));
            } else if (plain(node) instanceof Object choice) {
                choices.add(choice);
            }
        }
        return choices;
    }

    private @Nullable Object plain(YamlNode node) {
        return data.read(node) instanceof Data.Literal literal
                ? literal.value()
                : node.span().text();
    }

    /** One constraint; nothing where it is none, which is reported. */
    Optional<Constraint> constraint(YamlNode node) {
        Optional<YamlNode.Mapping> written = mapping(node, "A constraint");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Keys keys = new Keys(written.get(), problems);
        List<Expression> when = expressions(keys.take("when"));
        List<Expression> that = expressions(keys.take("that"));
        Optional<YamlNode> message = keys.take("fail_msg");
        boolean once = keys.flag("run_once", false);
        List<String> about =
                keys.texts("about", true).stream().map(Located::value).toList();
        keys.refuseOthers("a constraint", List.of());
        if (that.isEmpty() || !(message.orElse(null) instanceof YamlNode.Scalar text)) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "A constraint needs 'that', what must hold, and 'fail_msg', what to tell where it does not.",
                    node.span()));
            return Optional.empty();
        }
        Template told = expressions.template(text.text(), text::spanOf, problems);
        return Optional.of(
                new Constraint(when, that, told, once, about, written.get().span()));
    }

    private List<Expression> expressions(Optional<YamlNode> node) {
        return node.map(data::conditions).orElse(List.of()).stream()
                .map(Condition::expression)
                .toList();
    }

    private List<YamlNode.Entry> entries(YamlNode node, String what) {
        return Keys.isNothing(node)
                ? List.of()
                : mapping(node, what).map(YamlNode.Mapping::entries).orElse(List.of());
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
