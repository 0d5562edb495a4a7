package play.load;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.argspec.ArgumentType;
import play.argspec.Constraint;
import play.argspec.Options;
import play.argspec.RoleSpecs;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.Expression;
import play.expression.Expressions;
import play.expression.Template;
import play.playbook.Condition;
import play.source.Located;
import play.yaml.YamlNode;

/**
 * Reads the argument specs of a role: the file {@code meta/argument_specs.yml}, or that key of its meta file; and those
 * of plays.
 */
final class ArgumentSpecsReader {
    private final Expressions expressions;
    private final Sources sources;
    private final DataReader data;
    private final Problems problems;
    private final OptionsReader options;

    /** Of roles and plays, whose specs Ansible reads too. */
    ArgumentSpecsReader(Loading loading, Sources sources) {
        this(loading, sources, OptionsReader.Of.ROLES);
    }

    private ArgumentSpecsReader(Loading loading, Sources sources, OptionsReader.Of of) {
        this.expressions = loading.expressions();
        this.sources = sources;
        this.data = loading.data();
        this.problems = loading.problems();
        this.options = new OptionsReader(of, loading.problems());
    }

    /** Of modules that files describe. */
    static ArgumentSpecsReader ofModules(Loading loading) {
        return new ArgumentSpecsReader(loading, loading.sources(), OptionsReader.Of.MODULES);
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
        Options all = options.read(keys);
        options.refuseOthers(keys, (what.startsWith("e") ? "an " : "a ") + what);
        return new RoleSpecs.EntryPoint(name, purpose, all);
    }

    /** The options of a mapping that has them as a key, and what it asks of them together. */
    Options options(Keys keys) {
        return options.read(keys);
    }

    Optional<ArgumentType> type(String key, Located<String> written) {
        return options.type(key, written);
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
