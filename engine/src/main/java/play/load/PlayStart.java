package play.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import play.argspec.RoleSpecs;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.playbook.Step;
import play.source.Located;
import play.yaml.YamlNode;

/**
 * Reads {@code validate_argspec}: the argument spec that the variables of a play are held to before its first task. It
 * stands in a file beside the playbook, {@code site.meta.yml} for {@code site.yml}, as in Ansible.
 */
final class PlayStart {
    private static final String KEY = "validate_argspec";
    private static final List<String> ENDINGS = List.of(".yml", ".yaml", ".json", "");

    private final Problems problems;
    private final Sources sources;
    private final ArgumentSpecsReader specs;
    private final RoleStart start;

    PlayStart(Loading loading, Sources sources) {
        this.problems = loading.problems();
        this.sources = sources;
        this.specs = new ArgumentSpecsReader(loading.aside(), sources);
        this.start = new RoleStart(loading.expressions());
    }

    /** The task that looks at the variables; none where the play does not ask for it. */
    List<Step> read(Keys keys, Path playbook, Enclosing around) {
        Optional<YamlNode> written = keys.take(KEY).filter(node -> !Keys.isNothing(node));
        if (written.isEmpty()) {
            return List.of();
        }
        return name(keys, written.get()).stream()
                .flatMap(name -> spec(name, playbook))
                .map(point -> start.ofPlay(point, written.get().span(), around))
                .toList();
    }

    /** Of the spec: as it is named, or as the play is. */
    private Optional<Located<String>> name(Keys keys, YamlNode written) {
        if (!(written instanceof YamlNode.Scalar scalar)
                || DataReader.hasTemplate(scalar.text())
                || !(scalar.value() instanceof Boolean || scalar.value() instanceof String)) {
            keys.wrong(KEY, "true, false or the name of an argument spec", written);
            return Optional.empty();
        }
        if (!(scalar.value() instanceof Boolean asked)) {
            return Optional.of(DataReader.located(scalar))
                    .filter(name -> !name.value().isEmpty());
        }
        Optional<Located<String>> own = keys.text("name").map(name -> new Located<>(name.value(), scalar.span()));
        if (asked && own.isEmpty()) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "'" + KEY + ": true' takes the argument spec that is named like the play, which has no 'name':"
                            + " name the play, or the spec.",
                    written.span()));
        }
        return own.filter(name -> asked);
    }

    private Stream<RoleSpecs.EntryPoint> spec(Located<String> name, Path playbook) {
        String base = playbook.getFileName().toString().replaceFirst("\\.(yml|yaml|json)$", "");
        List<Path> candidates = ENDINGS.stream()
                .map(ending -> playbook.resolveSibling(base + ".meta" + ending))
                .toList();
        Optional<Path> file = candidates.stream().filter(Files::isRegularFile).findFirst();
        if (file.isEmpty()) {
            problems.report(MissingFile.of("file with argument specs", base + ".meta.yml", name.span(), candidates));
            return Stream.of();
        }
        Optional<YamlNode> root = sources.document(file.get());
        if (root.isEmpty()) {
            return Stream.of();
        }
        Map<String, RoleSpecs.EntryPoint> points = specs.ofPlaybook(root.get());
        if (!points.containsKey(name.value())) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "'argument_specs' in '" + file.get() + "' has no '" + name.value() + "'."
                            + Suggestions.hint(name.value(), points.keySet()),
                    name.span()));
        }
        return Stream.ofNullable(points.get(name.value()));
    }
}
