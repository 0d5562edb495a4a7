package play.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import play.argspec.ArgumentSpec;
import play.argspec.Constraint;
import play.argspec.Options;
import play.described.DescribedQuery;
import play.described.DescribedResource;
import play.described.Description;
import play.described.Keeping;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.TextFiles;
import play.expression.Expressions;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.param.ParameterValues;
import play.playbook.Data;
import play.plugin.Plugins;
import play.source.Located;
import play.source.SourceFile;
import play.source.Span;
import play.vault.Vault;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/** Reads a file that describes a module. Everything that is wrong with it is reported. */
public final class ModuleFileReader {
    /** A change that takes longer has hung. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);

    /** No field of anything, no variable of another language and no text. */
    private static final Pattern WORD = Pattern.compile("(?<![\\w.$'\"])[a-z_]\\w*");

    private static final List<String> OF_RESOURCES = List.of("state", "want", "change", "title", "reach", "timeout");

    private final Problems problems;
    private final DataReader data;
    private final ArgumentSpecsReader specs;
    private final ModuleFields fields;

    public ModuleFileReader(Plugins plugins, Expressions expressions, Problems problems) {
        Loading loading = new Loading(plugins, expressions, Vault.LOCKED, RolePaths.NONE, problems);
        this.problems = problems;
        this.data = loading.data();
        this.specs = ArgumentSpecsReader.ofModules(loading);
        this.fields = new ModuleFields(loading, specs);
    }

    /**
     * The module of a file; nothing where it is none.
     *
     * @param name tasks call it by
     */
    public Optional<TaskModule<ParameterValues>> read(Path file, String name) {
        return TextFiles.read(file, problems).flatMap(source -> read(source, name));
    }

    private Optional<TaskModule<ParameterValues>> read(SourceFile source, String name) {
        Optional<YamlNode> root = YamlReader.document(source, problems);
        if (root.isPresent() && !(root.get() instanceof YamlNode.Mapping)) {
            problems.report(Diagnostic.error(
                    "wrong-type",
                    "Wrong type of value",
                    "A module is a mapping, with 'description', 'options', and 'state', 'want' and 'change' or"
                            + " 'query'.",
                    root.get().span()));
            return Optional.empty();
        }
        return root.flatMap(node -> read((YamlNode.Mapping) node, name));
    }

    private Optional<TaskModule<ParameterValues>> read(YamlNode.Mapping written, String name) {
        Keys keys = new Keys(written, problems);
        String purpose = String.join(
                " ",
                keys.texts("description", false).stream().map(Located::value).toList());
        Options options = specs.options(keys);
        OptionNames named = new OptionNames(options, problems);
        named.check(keys.mapping().get("options"));
        List<Constraint> constraints = keys.list("constraints").stream()
                .flatMap(node -> specs.constraint(node).stream())
                .toList();
        constraints.forEach(constraint -> named.checkAll(constraint.freeNames().stream()));
        boolean asks = keys.has("query");
        ModuleFields.Told told = fields.read(keys, named, asks);
        List<String> identity = identity(keys, named, options);
        keepsAbsent(written, options, told);
        Optional<String> query = script(keys, "query", named);
        Optional<String> state = script(keys, "state", named);
        Optional<String> change = script(keys, "change", named);
        Optional<Data> title = keys.value("title", data);
        title.ifPresent(named::check);
        Keeping.Touched reach = new ReachReader(data, problems).read(keys, named);
        Duration limit = limit(keys);
        List<ModuleSpec.Example> examples = new ModuleExamples(problems).read(keys, options, name);
        keys.refuseOthers("a module", List.of());
        required(keys, asks, purpose);
        Description description = new Description(
                name, written.span().file().name(), purpose, options, identity, told.fields(), constraints, examples);
        if (asks) {
            return query.map(script -> new DescribedQuery(description, script));
        }
        return state.flatMap(read -> change.map(script ->
                new DescribedResource(description, new Keeping(read, told.want(), script, title, reach, limit))));
    }

    private void required(Keys keys, boolean asks, String purpose) {
        List<String> sentences = new ArrayList<>();
        if (purpose.isEmpty()) {
            sentences.add("A module needs 'description': what it does, in a sentence.");
        }
        List<String> absent = List.of("state", "want", "change").stream()
                .filter(key -> !asks && !keys.has(key))
                .toList();
        if (!absent.isEmpty()) {
            sentences.add("A module has 'state', a script that tells what is there, 'want', what is to be there, and"
                    + " 'change', a script that makes it so; or 'query', a script that only asks. Missing: '"
                    + String.join("', '", absent) + "'.");
        }
        if (!sentences.isEmpty()) {
            Span place = keys.mapping().entries().isEmpty()
                    ? keys.mapping().span()
                    : keys.mapping().entries().getFirst().key().span();
            problems.report(Diagnostic.error("missing-key", "Missing key", String.join(" ", sentences), place));
        }
        if (asks) {
            refuseChanges(keys);
        }
    }

    /** A thing that is to be absent, and is, would be made again by each run. */
    private void keepsAbsent(YamlNode.Mapping written, Options options, ModuleFields.Told told) {
        boolean goes = options.find("state")
                .filter(state -> state.choices().contains("absent"))
                .isPresent();
        if (goes && !told.saysWhetherPresent()) {
            written.entry("want")
                    .ifPresent(want -> problems.report(Diagnostic.error(
                                    "missing-key",
                                    "Missing key",
                                    "'state' can be absent, but 'want' does not say when the thing is not to be there:"
                                            + " what a task has removed, each run would change again. Write"
                                            + " 'present: \"{{ state != 'absent' }}\"'.",
                                    want.key().span())
                            .asWarning("write 'present: true' if 'state' prints something even then")));
        }
    }

    private void refuseChanges(Keys keys) {
        OF_RESOURCES.stream()
                .flatMap(key -> keys.mapping().entry(key).stream())
                .forEach(entry -> problems.report(Diagnostic.error(
                        "invalid-value",
                        "Invalid value",
                        "A module that asks by 'query' changes nothing, so it has no '"
                                + entry.key().text() + "'. Remove one of them.",
                        entry.key().span())));
    }

    private Optional<String> script(Keys keys, String key, OptionNames named) {
        Optional<Located<String>> text = keys.text(key);
        text.ifPresent(script -> rendered(script.value(), named)
                .ifPresent(name -> problems.report(Diagnostic.error(
                        "invalid-value",
                        "Invalid value",
                        "'" + key + "' is a script, in which nothing is rendered: its parameters are variables of the"
                                + " shell. Write \"$" + name + "\" for '{{ " + name + " }}'.",
                        script.span()))));
        text.filter(script -> script.value().isBlank() || script.value().contains("\0"))
                .ifPresent(script -> keys.wrong(key, "a script for sh", script.span()));
        return text.map(Located::value);
    }

    /** The parameter that a script seems to render; a template for another program names none. */
    private static Optional<String> rendered(String script, OptionNames named) {
        return TEMPLATE.matcher(script)
                .results()
                .flatMap(template -> WORD.matcher(template.group(1)).results())
                .map(MatchResult::group)
                .filter(word -> named.find(word).isPresent())
                .findFirst();
    }

    /** By default, the parameters that each task has to give. */
    private List<String> identity(Keys keys, OptionNames named, Options options) {
        List<Located<String>> written = keys.texts("id", true);
        written.forEach(named::checkShown);
        return keys.has("id")
                ? written.stream().map(Located::value).toList()
                : options.all().values().stream()
                        .filter(option -> option.required() && !option.secret())
                        .map(ArgumentSpec::name)
                        .toList();
    }

    private Duration limit(Keys keys) {
        Optional<YamlNode> written = keys.take("timeout");
        if (written.isPresent()
                && written.get() instanceof YamlNode.Scalar scalar
                && scalar.value() instanceof Long number
                && number > 0) {
            return Duration.ofSeconds(number);
        }
        written.ifPresent(node -> keys.wrong("timeout", "a number of seconds", node));
        return LIMIT;
    }
}
